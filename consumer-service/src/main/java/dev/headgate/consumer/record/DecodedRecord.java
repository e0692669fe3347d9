// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import dev.headgate.contract.event.EventEnvelope;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a Kafka record came to when it was decoded. */
public sealed interface DecodedRecord {

    /** The record as Kafka delivered it. */
    ConsumerRecord<byte[], byte[]> kafka();

    /**
     * A record that describes an event, ready to be a row.
     *
     * @param kafka the record as Kafka delivered it
     * @param envelope what is known of the event besides its data
     * @param eventTimeMicros the event's own time, microseconds since 1970; null if it has none
     * @param json the data as text if it claims to be JSON; null otherwise
     * @param payloadHash hash of the record's value
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // Shared, never changed and never compared as a record.
    record EventRow(
            ConsumerRecord<byte[], byte[]> kafka,
            EventEnvelope envelope,
            @Nullable Long eventTimeMicros,
            @Nullable String json,
            byte[] payloadHash)
            implements DecodedRecord {

        /** The same record, to land with this JSON in place of its data. */
        public EventRow landingAs(String other) {
            String type =
                    EventEnvelope.isJson(envelope.contentType())
                            ? envelope.contentType()
                            : EventEnvelope.JSON;
            var changed =
                    new EventEnvelope(
                            envelope.id(),
                            envelope.type(),
                            envelope.source(),
                            envelope.time(),
                            envelope.key(),
                            type);
            return new EventRow(kafka, changed, eventTimeMicros, other, payloadHash);
        }

        /** The same event, to land in place of a record whose value has this hash. */
        public EventRow standingFor(byte[] otherHash) {
            return new EventRow(kafka, envelope, eventTimeMicros, json, otherHash);
        }

        /** The same record as one that can never land. */
        public Refused refused(Refusal refusal) {
            return new Refused(kafka, refusal);
        }
    }

    /**
     * A record that can never land as it is and is kept as a dead letter.
     *
     * @param kafka the record as Kafka delivered it
     * @param refusal why
     */
    record Refused(ConsumerRecord<byte[], byte[]> kafka, Refusal refusal)
            implements DecodedRecord {}
}
