// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.contract.event.RefusedHeader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Reads records of topics of refused events. They are dead letters whatever they hold, for the
 * reason that the ingest service has written; only a replay looks whether they can land.
 */
public final class RefusedEvent {

    private RefusedEvent() {}

    /** Why the event is none; never throws for what is in the record. */
    public static Refused of(ConsumerRecord<byte[], byte[]> kafka) {
        return new Refused(
                kafka,
                new Refusal(
                        Refusal.Stage.INGEST,
                        text(kafka, RefusedHeader.REASON, "Unknown"),
                        text(kafka, RefusedHeader.DETAIL, "the record does not say why"),
                        null));
    }

    private static String text(ConsumerRecord<byte[], byte[]> kafka, String name, String absent) {
        Header header = kafka.headers().lastHeader(name);
        return header == null || header.value() == null
                ? absent
                : new String(header.value(), UTF_8);
    }
}
