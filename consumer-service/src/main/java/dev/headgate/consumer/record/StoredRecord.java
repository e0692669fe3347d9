// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as a table keeps it, whole enough to be decoded again.
 *
 * @param topic the topic's name
 * @param partition the partition it was read from
 * @param offset the offset it was read at
 * @param timestamp its timestamp in Kafka
 * @param key its key byte for byte; null if it has none
 * @param value its value byte for byte; null if it has none
 * @param headers its headers as {@link HeaderJson} writes them
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared as a record.
public record StoredRecord(
        String topic,
        int partition,
        long offset,
        OffsetDateTime timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        String headers) {

    /** The record at the same place with another value and other headers. */
    public StoredRecord with(byte @Nullable [] otherValue, String otherHeaders) {
        return new StoredRecord(topic, partition, offset, timestamp, key, otherValue, otherHeaders);
    }

    /** The record as Kafka delivered it, but for its leader epoch and whose its timestamp is. */
    @SuppressWarnings("NullAway") // Kafka's records take null for a key or value that is not there.
    public ConsumerRecord<byte[], byte[]> kafka() {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp.toInstant().toEpochMilli(),
                TimestampType.NO_TIMESTAMP_TYPE,
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                HeaderJson.parse(headers),
                Optional.empty());
    }
}
