// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.event.EventHeader;
import dev.headgate.contract.pipeline.EventTypePattern;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleBufferTest {

    private static final int PLENTY = 1_000;

    @Test
    void countsWhatTheRateLeavesOut() {
        var buffer = new SampleBuffer(TailFilter.ALL, new Sampler(2, 0), 10);
        for (int n = 0; n < 7; n++) {
            buffer.take(record("order.created", "ada", "{}"), 0);
        }
        assertThat(buffer.counts()).isEqualTo(new TailCounts(7, 7, 5, 0, 0));
    }

    @Test
    void dropsAndCountsWhatFindsNoRoomAndNeverWaits() throws InterruptedException {
        var buffer = new SampleBuffer(TailFilter.ALL, new Sampler(PLENTY, 0), 3);
        for (int n = 0; n < 10; n++) {
            buffer.take(record("order.created", "ada", "{\"n\":" + n + "}"), 0);
        }
        assertThat(buffer.counts()).isEqualTo(new TailCounts(10, 10, 0, 7, 0));
        assertThat(next(buffer).payload()).isEqualTo("{\"n\":0}");
    }

    @Test
    void wantsTypesByPrefixAndKeysExactly() {
        var filter = new TailFilter(EventTypePattern.of("order.*"), "ada");
        assertThat(filter.wants(record("order.created", "ada", "{}"))).isTrue();
        assertThat(filter.wants(record("orders", "ada", "{}"))).isFalse();
        assertThat(filter.wants(record("order.created", "adam", "{}"))).isFalse();
        assertThat(filter.wants(record("order.created", null, "{}"))).isFalse();
        assertThat(filter.wants(record(null, "ada", "{}"))).isFalse();
        assertThat(TailFilter.ALL.wants(record(null, null, null))).isTrue();
    }

    @Test
    void theRateIsSpentOnlyOnWhatIsWanted() throws InterruptedException {
        var wanted = new TailFilter(null, "rare");
        var buffer = new SampleBuffer(wanted, new Sampler(1, 0), 3);
        for (int n = 0; n < 50; n++) {
            buffer.take(record("order.created", "common", "{}"), 0);
        }
        buffer.take(record("order.created", "rare", "{}"), 0);
        assertThat(next(buffer).key()).isEqualTo("rare");
    }

    @Test
    void readsRecordsThatHaveNothing() {
        SeenRecord seen = RecordSight.of(record(null, null, null));
        assertThat(seen.type()).isNull();
        assertThat(seen.key()).isNull();
        assertThat(seen.payload()).isNull();
        assertThat(seen.payloadBytes()).isZero();
    }

    @Test
    void readsBytesThatAreNoText() {
        byte[] bytes = {'a', (byte) 0xC3, 'b', (byte) 0xFF};
        var record = record(null, null, null, bytes);
        record.headers().add(EventHeader.TYPE, bytes).add(EventHeader.ID, null);
        SeenRecord seen = RecordSight.of(record);
        assertThat(seen.payload()).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(seen.type()).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(seen.id()).isNull();
    }

    @Test
    void keepsTheBeginningOfLongDataAndCutsNoCharacterInTwo() {
        byte[] bytes = ("x".repeat(SeenRecord.PAYLOAD_BYTES_MAX - 1) + "ünïcode").getBytes(UTF_8);
        SeenRecord seen = RecordSight.of(record(null, null, null, bytes));
        assertThat(seen.payload()).isEqualTo("x".repeat(SeenRecord.PAYLOAD_BYTES_MAX - 1));
        assertThat(seen.payloadBytes()).isEqualTo(bytes.length);
        assertThat(seen.whole()).isFalse();
    }

    @Test
    void saysWhyADeadLetterIsOne() {
        var record = record("order.created", "ada", "{");
        record.headers()
                .add("__connect.errors.exception.class.name", "InvalidJson".getBytes(UTF_8))
                .add("__connect.errors.exception.message", "ends at 1".getBytes(UTF_8));
        assertThat(RecordSight.of(record).reason()).isEqualTo("InvalidJson: ends at 1");
    }

    private static SeenRecord next(SampleBuffer buffer) throws InterruptedException {
        Optional<SeenRecord> next = buffer.next(Duration.ZERO);
        assertThat(next).isPresent();
        return next.orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> record(
            @Nullable String type, @Nullable String key, @Nullable String value) {
        return record(type, key, value, null);
    }

    @SuppressWarnings("NullAway") // Kafka's records have null for what is not there.
    private static ConsumerRecord<byte[], byte[]> record(
            @Nullable String type,
            @Nullable String key,
            @Nullable String value,
            byte @Nullable [] bytes) {
        var headers = new RecordHeaders();
        if (type != null) {
            headers.add(EventHeader.TYPE, type.getBytes(UTF_8));
        }
        byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
        byte[] valueBytes = value == null ? bytes : value.getBytes(UTF_8);
        return new ConsumerRecord<>(
                "orders",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                keyBytes,
                valueBytes,
                headers,
                Optional.empty());
    }
}
