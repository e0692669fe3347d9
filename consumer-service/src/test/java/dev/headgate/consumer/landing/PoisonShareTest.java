// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.PoisonStopSettings;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PoisonShareTest {

    private static final PartitionRef FIRST = new PartitionRef(1, 0);
    private static final PartitionRef SECOND = new PartitionRef(1, 1);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final PoisonShare share = new PoisonShare(new PoisonStopSettings(50, 100));

    @Test
    void stopsAtHalfOfAHundredRecordsInTwoPartitionsFromTwoSources() {
        share.judge(FIRST, 0, 50, refused(25, "a", "X"), NOW);

        assertThat(share.judge(SECOND, 0, 50, refused(25, "b", "X"), NOW)).contains("land X");
    }

    @Test
    void goesOnBelowHalf() {
        share.judge(FIRST, 0, 50, refused(25, "a", "X"), NOW);

        assertThat(share.judge(SECOND, 0, 50, refused(24, "b", "X"), NOW)).isEmpty();
    }

    @Test
    void judgesNothingByFewerRecordsThanItNeeds() {
        share.judge(FIRST, 0, 50, refused(50, "a", "X"), NOW);

        assertThat(share.judge(SECOND, 0, 49, refused(49, "b", "X"), NOW)).isEmpty();
    }

    @Test
    void oneSourceAloneCannotHaltAPipeline() {
        share.judge(FIRST, 0, 500, refused(500, "a", "X"), NOW);

        assertThat(share.judge(SECOND, 0, 500, refused(500, "a", "X"), NOW)).isEmpty();
    }

    @Test
    void onePartitionAloneIsNotEnough() {
        assertThat(share.judge(FIRST, 0, 1_000, both(500, "X"), NOW)).isEmpty();
        assertThat(share.judge(SECOND, 0, 10, List.of(), NOW)).isEmpty();
        assertThat(share.judge(FIRST, 1_000, 1_000, both(500, "X"), NOW)).isEmpty();
    }

    @Test
    void differentCausesDoNotAddUp() {
        share.judge(FIRST, 0, 100, refused(60, "a", "X"), NOW);

        assertThat(share.judge(SECOND, 0, 100, refused(60, "b", "Y"), NOW)).isEmpty();
    }

    @Test
    void goodRecordsOfOtherPartitionsCount() {
        share.judge(new PartitionRef(1, 2), 0, 400, List.of(), NOW);
        share.judge(FIRST, 0, 100, refused(100, "a", "X"), NOW);

        assertThat(share.judge(SECOND, 0, 100, refused(100, "b", "X"), NOW)).isEmpty();
    }

    @Test
    void aBatchThatIsJudgedAgainCountsOnce() {
        share.judge(FIRST, 0, 30, refused(30, "a", "X"), NOW);
        for (int i = 0; i < 10; i++) {
            assertThat(share.judge(SECOND, 0, 30, refused(30, "b", "X"), NOW)).isEmpty();
        }
    }

    @Test
    void goesOnOnceTheBatchIsGood() {
        share.judge(FIRST, 0, 100, refused(100, "a", "X"), NOW);
        assertThat(share.judge(SECOND, 0, 100, refused(100, "b", "X"), NOW)).isPresent();

        assertThat(share.judge(FIRST, 0, 100, List.of(), NOW)).isEmpty();
        assertThat(share.judge(SECOND, 0, 100, refused(99, "b", "X"), NOW)).isEmpty();
    }

    @Test
    void smallBatchesAddUp() {
        var stops = new ArrayList<Boolean>();
        for (int i = 0; i < 60; i++) {
            stops.add(share.judge(FIRST, i, 1, refused(1, "a", "X"), NOW).isPresent());
            stops.add(share.judge(SECOND, i, 1, refused(1, "b", "X"), NOW).isPresent());
        }
        assertThat(stops.indexOf(true)).isEqualTo(99);
    }

    @Test
    void forgetsWhatIsOld() {
        share.judge(FIRST, 0, 100, refused(100, "a", "X"), NOW);

        Instant later = NOW.plus(Duration.ofMinutes(11));
        assertThat(share.judge(SECOND, 0, 100, refused(100, "b", "X"), later)).isEmpty();
    }

    @Test
    void neverStopsWhenToldSo() {
        var never = new PoisonShare(new PoisonStopSettings(0, 1));
        never.judge(FIRST, 0, 100, refused(100, "a", "X"), NOW);

        assertThat(never.judge(SECOND, 0, 100, refused(100, "b", "X"), NOW)).isEmpty();
    }

    @Test
    void whatIngestRefusedHaltsNothing() {
        share.judge(FIRST, 0, 100, atIngest(100, "a"), NOW);

        assertThat(share.judge(SECOND, 0, 100, atIngest(100, "b"), NOW)).isEmpty();
    }

    private static List<Refused> atIngest(int count, String source) {
        var why = new Refusal(Refusal.Stage.INGEST, "X", "detail", null);
        return refused(count, source, "X").stream()
                .map(record -> new Refused(record.kafka(), why))
                .toList();
    }

    private static List<Refused> both(int each, String reason) {
        var all = new ArrayList<>(refused(each, "a", reason));
        all.addAll(refused(each, "b", reason));
        return all;
    }

    private static List<Refused> refused(int count, String source, String reason) {
        return IntStream.range(0, count)
                .mapToObj(offset -> {
                    var kafka = new ConsumerRecord<>("t", 0, offset, new byte[0], new byte[0]);
                    kafka.headers().add("ce_source", source.getBytes(UTF_8));
                    return new Refused(
                            kafka, new Refusal(Refusal.Stage.LAND, reason, "detail", null));
                })
                .toList();
    }
}
