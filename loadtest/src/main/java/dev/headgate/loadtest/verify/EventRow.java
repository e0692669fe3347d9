// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import org.jspecify.annotations.Nullable;

/**
 * A row of the event table, as far as it is looked at.
 *
 * @param topicRef number of the topic
 * @param partition partition of the topic
 * @param id the event's id
 * @param type the event's type
 * @param key the event's key; null if it has none
 * @param data the data as PostgreSQL writes JSON; null if it was not taken as JSON
 * @param acceptedMicros Kafka's timestamp of the record, microseconds since 1970
 * @param ingestedMicros start of the transaction that landed it, microseconds since 1970
 */
record EventRow(
        int topicRef,
        int partition,
        String id,
        String type,
        @Nullable String key,
        @Nullable String data,
        long acceptedMicros,
        long ingestedMicros) {}
