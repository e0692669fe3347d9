// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.retry;

import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.record.StoredRecord;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A parked record that is due, locked for the transaction that read it.
 *
 * @param partition its partition as the tables name it
 * @param record the record whole
 * @param keyHash the hash of its key if the order of keys is kept; null otherwise
 * @param attempts how often landing was tried
 * @param age how long it has been parked
 */
@SuppressWarnings("ArrayRecordComponent") // Handed back to the database, never compared here.
record ParkedRow(
        PartitionRef partition,
        StoredRecord record,
        byte @Nullable [] keyHash,
        int attempts,
        Duration age) {}
