// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.contract.event.DeadLetterHeader;
import dev.headgate.contract.event.EventHeader;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Makes texts of a record's bytes. Any record has some: what is not UTF-8 is shown with U+FFFD in
 * its place, what is not there is null, and nothing is thrown.
 */
final class RecordSight {

    private static final int HEADER_BYTES_MAX = 1_024;

    private RecordSight() {}

    static SeenRecord of(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        return new SeenRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                header(record, EventHeader.ID),
                type(record),
                key(record),
                reason(record),
                text(value, SeenRecord.PAYLOAD_BYTES_MAX),
                value == null ? 0 : value.length);
    }

    static @Nullable String type(ConsumerRecord<?, ?> record) {
        return header(record, EventHeader.TYPE);
    }

    static @Nullable String key(ConsumerRecord<byte[], ?> record) {
        return text(record.key(), HEADER_BYTES_MAX);
    }

    private static @Nullable String reason(ConsumerRecord<?, ?> record) {
        String reason = header(record, DeadLetterHeader.REASON);
        String message = header(record, DeadLetterHeader.MESSAGE);
        if (reason == null || message == null) {
            return reason == null ? message : reason;
        }
        return reason + ": " + message;
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value(), HEADER_BYTES_MAX);
    }

    /** A character that is cut in two at the limit is left out. */
    private static @Nullable String text(byte @Nullable [] bytes, int limit) {
        if (bytes == null) {
            return null;
        }
        int end = Math.min(bytes.length, limit);
        while (end < bytes.length && end > limit - 3 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, UTF_8);
    }
}
