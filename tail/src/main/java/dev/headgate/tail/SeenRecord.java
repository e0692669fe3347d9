// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of Kafka as people look at it. All texts are as they were sent: whoever shows them
 * escapes what must be escaped there.
 *
 * @param topic the topic it lies in
 * @param partition its partition
 * @param offset its offset
 * @param at Kafka's timestamp
 * @param id the event's id; null where the header is not there
 * @param type the event's type; null where the header is not there
 * @param key the record's key; null where it has none
 * @param reason for a dead letter why it is one, as far as its headers say
 * @param payload the beginning of its data; null for a record without any
 * @param payloadBytes how long the data are as a whole
 */
public record SeenRecord(
        String topic,
        int partition,
        long offset,
        Instant at,
        @Nullable String id,
        @Nullable String type,
        @Nullable String key,
        @Nullable String reason,
        @Nullable String payload,
        int payloadBytes) {

    /** Bytes of the data that are kept at most. */
    public static final int PAYLOAD_BYTES_MAX = 4_096;

    /** Whether the payload is all of the data. */
    public boolean whole() {
        return payloadBytes <= PAYLOAD_BYTES_MAX;
    }
}
