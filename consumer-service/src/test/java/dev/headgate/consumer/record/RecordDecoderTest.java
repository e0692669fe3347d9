// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.contract.event.EventEnvelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDecoderTest {

    private static final long NOW = 1_700_000_000_000L;

    private final RecordDecoder decoder = new RecordDecoder();

    @Test
    void readsAnEventWithAllThatIsKnownOfIt() {
        var envelope =
                new EventEnvelope(
                        "1",
                        "a.b",
                        "/s",
                        "1970-01-01T00:00:01.000002+00:00",
                        "k",
                        "application/json");

        DecodedRecord decoded = decoder.decode(record(envelope, bytes("{\"ü\":1}"), NOW));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        EventRow.class,
                        row -> {
                            assertThat(row.envelope()).isEqualTo(envelope);
                            assertThat(row.eventTimeMicros()).isEqualTo(1_000_002L);
                            assertThat(row.json()).isEqualTo("{\"ü\":1}");
                            assertThat(row.payloadHash()).hasSize(16);
                        });
    }

    @Test
    void refusesARecordWithoutValue() {
        assertThat(reason(record(envelope(null), null, NOW))).isEqualTo("NullValue");
    }

    @Test
    void refusesARecordWithoutHeaders() {
        assertThat(reason(record(List.of(), bytes("{}"), NOW))).isEqualTo("MissingHeader");
    }

    @Test
    void refusesJsonThatIsNoUtf8() {
        byte[] broken = {'"', (byte) 0xC3, 0x28, '"'};

        assertThat(reason(record(envelope(null), broken, NOW))).isEqualTo("InvalidUtf8");
    }

    @Test
    void refusesJsonWithARawNul() {
        assertThat(reason(record(envelope(null), bytes("\"\0\""), NOW))).isEqualTo("InvalidUtf8");
    }

    @Test
    void takesAReplacementCharacterThatIsReallyThere() {
        assertThat(decoder.decode(record(envelope(null), bytes("\"\uFFFD\""), NOW)))
                .isInstanceOf(EventRow.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "2026-03-01", "2026-03-01T10:00:00", "+12026-03-01T10:00:00Z"})
    void refusesATimeThatIsNone(String time) {
        assertThat(reason(record(envelope(time), bytes("{}"), NOW))).isEqualTo("InvalidTime");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesAnAbsurdRecordTimestamp(long timestampMs) {
        assertThat(reason(record(envelope(null), bytes("{}"), timestampMs)))
                .isEqualTo("InvalidTimestamp");
    }

    @Test
    void hashesTheDataOnly() {
        var one = (EventRow) decoder.decode(record(envelope(null), bytes("{}"), NOW));
        var same =
                (EventRow) decoder.decode(record(envelope("2026-03-01T10:00:00Z"), bytes("{}"), 5));
        var other = (EventRow) decoder.decode(record(envelope(null), bytes("{ }"), NOW));

        assertThat(one.payloadHash())
                .isEqualTo(same.payloadHash())
                .isNotEqualTo(other.payloadHash());
    }

    private String reason(ConsumerRecord<byte[], byte[]> kafka) {
        return ((Refused) decoder.decode(kafka)).refusal().reason();
    }

    private static EventEnvelope envelope(@Nullable String time) {
        return new EventEnvelope("1", "a.b", "/s", time, null, "application/json");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            EventEnvelope envelope, byte @Nullable [] value, long timestampMs) {
        var headers = new ArrayList<Header>();
        envelope.toHeaders().forEach(h -> headers.add(new RecordHeader(h.name(), h.value())));
        return record(headers, value, timestampMs);
    }

    @SuppressWarnings("NullAway") // Kafka's records may have no key and no value.
    private static ConsumerRecord<byte[], byte[]> record(
            List<Header> headers, byte @Nullable [] value, long timestampMs) {
        return new ConsumerRecord<>(
                "t",
                0,
                0,
                timestampMs,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                null,
                value,
                new RecordHeaders(headers),
                Optional.empty());
    }
}
