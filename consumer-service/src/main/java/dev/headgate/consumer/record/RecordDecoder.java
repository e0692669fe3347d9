// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.contract.event.EnvelopeDecoding;
import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.contract.event.HeaderField;
import dev.headgate.contract.event.StrictText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Turns a Kafka record into an event's row or says why it is none. It runs after the poll, never in
 * Kafka's deserializer, where a bad record would stop the poll itself. Whether JSON is well formed
 * is left to PostgreSQL, which has the last word anyway. Not thread-safe: one for each lane.
 */
public final class RecordDecoder {

    /** First instant that is taken as a time: year 0001. */
    static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    /** First instant that is too late to be taken as a time: year 10000. */
    static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

    private static final int HEADERS_EXPECTED = 16;

    private final PayloadHash hash = new PayloadHash();

    /** Decodes one record; never throws for what is in it. */
    public DecodedRecord decode(ConsumerRecord<byte[], byte[]> kafka) {
        byte @Nullable [] value = kafka.value();
        if (value == null) {
            return refused(kafka, "NullValue", "the record has no value");
        }
        if (!plausible(kafka.timestamp())) {
            return refused(
                    kafka, "InvalidTimestamp", "the record's timestamp is not in years 1 to 9999");
        }
        return switch (EventEnvelope.fromHeaders(fields(kafka))) {
            case EnvelopeDecoding.Decoded(EventEnvelope envelope) -> row(kafka, envelope, value);
            case EnvelopeDecoding.Undecodable(String reason, String detail) ->
                    refused(kafka, reason, detail);
        };
    }

    /** The hash by which a row tells what record it stands for. */
    public byte[] hash(byte @Nullable [] value) {
        return hash.of(value == null ? new byte[0] : value);
    }

    /** The time, or the nearest one that PostgreSQL is sure to take. */
    public static Instant clamped(Instant time) {
        if (time.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return time.isBefore(TOO_LATE) ? time : TOO_LATE.minusMillis(1);
    }

    private DecodedRecord row(
            ConsumerRecord<byte[], byte[]> kafka, EventEnvelope envelope, byte[] value) {
        @Nullable Long micros = null;
        if (envelope.time() != null) {
            micros = micros(envelope.time());
            if (micros == null) {
                return refused(kafka, "InvalidTime", "ce_time is no RFC 3339 time");
            }
        }
        @Nullable String json = null;
        if (EventEnvelope.isJson(envelope.contentType())) {
            json = StrictText.of(value);
            if (json == null) {
                return refused(kafka, "InvalidUtf8", "the data is not UTF-8 text without NUL");
            }
        }
        return new EventRow(kafka, envelope, micros, json, hash.of(value));
    }

    private static List<HeaderField> fields(ConsumerRecord<byte[], byte[]> kafka) {
        var fields = new ArrayList<HeaderField>(HEADERS_EXPECTED);
        for (Header header : kafka.headers()) {
            fields.add(new HeaderField(header.key(), header.value()));
        }
        return fields;
    }

    private static boolean plausible(long timestampMs) {
        return timestampMs >= EARLIEST.toEpochMilli() && timestampMs < TOO_LATE.toEpochMilli();
    }

    private static @Nullable Long micros(String time) {
        long plain = PlainTime.micros(time);
        if (plain != PlainTime.OTHER) {
            return plain;
        }
        try {
            Instant instant = OffsetDateTime.parse(time).toInstant();
            return instant.isBefore(EARLIEST) || !instant.isBefore(TOO_LATE)
                    ? null
                    : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private static Refused refused(
            ConsumerRecord<byte[], byte[]> kafka, String reason, String detail) {
        return new Refused(kafka, Refusal.decode(reason, detail));
    }
}
