// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What a record weighs in memory, roughly: its bytes and the objects around them. */
public final class RecordSize {

    private static final long RECORD_OVERHEAD = 160;
    private static final long HEADER_OVERHEAD = 64;

    private RecordSize() {}

    /** Bytes that the record keeps occupied until it is settled. */
    public static long of(ConsumerRecord<byte[], byte[]> kafka) {
        long bytes =
                RECORD_OVERHEAD
                        + Math.max(0, kafka.serializedKeySize())
                        + Math.max(0, kafka.serializedValueSize());
        for (Header header : kafka.headers()) {
            bytes += HEADER_OVERHEAD + header.key().length();
            bytes += header.value() == null ? 0 : header.value().length;
        }
        return bytes;
    }
}
