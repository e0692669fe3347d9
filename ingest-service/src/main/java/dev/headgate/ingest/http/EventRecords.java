// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.contract.event.EventHeader;
import dev.headgate.contract.event.HeaderField;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.ingest.event.CloudEventContext;
import dev.headgate.ingest.event.ContextAttribute;
import dev.headgate.ingest.event.ReceivedEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Makes the Kafka records of a request: envelope in headers, data byte for byte, dated by
 * acceptance.
 *
 * @param body that the data stands in
 * @param trace that the request belongs to; null if it names none
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier on the hot path; never compared.
record EventRecords(byte[] body, @Nullable TraceContext trace) {

    ProducerRecord<byte[], byte[]> create(EventDesk.Decision.Send send, long acceptedMs) {
        ReceivedEvent event = send.event();
        return record(
                send.topic().name(),
                acceptedMs,
                key(send.topic(), event),
                event.data(body),
                headers(event, send.id(), send.source()));
    }

    @SuppressWarnings("NullAway") // Kafka takes null for "choose a partition" and "no key".
    static ProducerRecord<byte[], byte[]> record(
            String topic,
            long acceptedMs,
            byte @Nullable [] key,
            byte[] value,
            List<Header> headers) {
        return new ProducerRecord<>(topic, null, acceptedMs, key, value, headers);
    }

    private static byte @Nullable [] key(TopicSpec topic, ReceivedEvent event) {
        return switch (topic.partitionBy()) {
            case Key -> {
                String key = event.key();
                yield key == null ? null : key.getBytes(UTF_8);
            }
            case EventType -> event.type().getBytes(UTF_8);
            case None -> null;
        };
    }

    /** What an event's record says beside the data. */
    List<Header> headers(ReceivedEvent event, String id, String source) {
        CloudEventContext context = event.context();
        EventEnvelope envelope =
                new EventEnvelope(
                        id,
                        event.type(),
                        source,
                        event.time(),
                        event.key(),
                        context == null ? EventEnvelope.JSON : context.contentType());
        return headers(envelope, context == null ? List.of() : context.attributes());
    }

    private List<Header> headers(EventEnvelope envelope, List<ContextAttribute> attributes) {
        List<HeaderField> fields = envelope.toHeaders();
        List<Header> headers = new ArrayList<>(fields.size() + attributes.size());
        for (HeaderField field : fields) {
            headers.add(new RecordHeader(field.name(), field.value()));
        }
        for (ContextAttribute attribute : attributes) {
            headers.add(
                    new RecordHeader(
                            EventHeader.ATTRIBUTE_PREFIX + attribute.name(),
                            attribute.value().getBytes(UTF_8)));
        }
        if (trace != null) {
            headers.addAll(trace.recordHeaders());
        }
        return headers;
    }
}
