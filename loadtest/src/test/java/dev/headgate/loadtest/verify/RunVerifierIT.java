// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.contract.pipeline.PartitionBy;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.outcome.Outcome;
import dev.headgate.loadtest.result.Verdict;
import dev.headgate.loadtest.result.Verdict.Finding;
import dev.headgate.loadtest.workload.LoadEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong in the tables is found and named, and nothing else is. */
class RunVerifierIT {

    private static final int EVENTS = 30;
    private static final int REPEAT = 20;
    private static final long NEVER_SENT = EVENTS;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final FakeWorkload WORKLOAD = new FakeWorkload(Map.of((long) REPEAT, 3L));

    @TempDir static Path folder;

    private static PipelineTables tables;

    private Ledger ledger;
    private Instant startedAt;

    @BeforeAll
    static void startPostgres() {
        tables = PipelineTables.start(folder.resolve("postgres"));
    }

    @AfterAll
    static void stopPostgres() {
        tables.close();
    }

    /** Each event is sent after the answer to the one before, and lies where its key says. */
    @BeforeEach
    void landEveryEventOnce() throws IOException, SQLException {
        tables.empty();
        tables.watermark(1, 0, 0, 0);
        startedAt = Instant.now().minusSeconds(1);
        ledger = Ledger.create(EVENTS + 1);
        for (long n = 0; n < EVENTS; n++) {
            ledger.sent(WORKLOAD.origin(n), n * STEP_NANOS);
            ledger.answered(WORKLOAD.origin(n), Outcome.Accepted, n * STEP_NANOS + STEP_NANOS / 2);
            if (n != REPEAT) {
                land(n, n);
            }
        }
    }

    @AfterEach
    void closeLedger() throws IOException {
        ledger.close();
    }

    @Test
    void holdsWhenEveryAcceptedEventIsThereOnce() {
        Verdict verdict = verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.events()).isEqualTo(EVENTS - 1);
        assertThat(verdict.accepted()).isEqualTo(EVENTS - 1);
        assertThat(verdict.rows()).isEqualTo(EVENTS - 1);
        assertThat(verdict.othersRows()).isZero();
        assertThat(verdict.orderUnchecked()).isZero();
        assertThat(verdict.settled()).isTrue();
    }

    @Test
    void measuresFromAcceptanceAndFromTheDueInstant() {
        Verdict verdict = verdict();

        assertThat(verdict.acceptToRow().count()).isEqualTo(EVENTS - 1);
        // The start is a second back, and all was accepted and due within the first third of it.
        assertThat(verdict.acceptToRow().min()).isBetween(500_000L, TimeUnit.MINUTES.toMicros(1));
        assertThat(verdict.dueToRow().min()).isBetween(500_000L, TimeUnit.MINUTES.toMicros(1));
        assertThat(verdict.dueToRow().max()).isGreaterThan(verdict.dueToRow().min());
    }

    @Test
    void reportsHowManyRowsItRead() {
        var read = new ArrayList<Long>();

        new RunVerifier(tables.access(), run(PartitionBy.Key)).verify(read::add);

        assertThat(read).containsExactly(EVENTS - 1L);
    }

    @Test
    void namesADeletedRow() throws SQLException {
        tables.execute("DELETE FROM event WHERE event_id = 'shop-4'");

        assertOnly(verdict().lost(), "shop-4");
        assertThat(verdict().holds()).isFalse();
    }

    @Test
    void namesTheFirstTenOfManyLostEvents() throws SQLException {
        tables.execute("DELETE FROM event");

        Finding lost = verdict().lost();

        assertThat(lost.count()).isEqualTo(EVENTS - 1);
        assertThat(lost.ids()).hasSize(Finding.NAMED_MAX).startsWith("shop-0", "shop-1", "shop-2");
    }

    @Test
    void namesADoubledRow() throws SQLException {
        land(7, 1_000);

        assertOnly(verdict().duplicated(), "shop-7");
    }

    @Test
    void namesARowWithOneNestedValueChanged() throws SQLException {
        tables.execute(
                """
                UPDATE event SET data = jsonb_set(data, '{items,0,count}', '101')
                WHERE event_id = 'shop-5'
                """);

        assertOnly(verdict().changed(), "shop-5");
    }

    @Test
    void namesARowWithAnotherType() throws SQLException {
        tables.execute("UPDATE event SET event_type = 'order.void' WHERE event_id = 'shop-5'");

        assertOnly(verdict().changed(), "shop-5");
    }

    @Test
    void namesARowWithAnotherKey() throws SQLException {
        tables.execute("UPDATE event SET event_key = 'key-9' WHERE event_id = 'shop-5'");

        assertOnly(verdict().changed(), "shop-5");
    }

    @Test
    void namesARowWhoseDataIsNotJsonAnyMore() throws SQLException {
        tables.execute("UPDATE event SET data = NULL, data_bytes = 'x' WHERE event_id = 'shop-5'");

        assertOnly(verdict().changed(), "shop-5");
    }

    @Test
    void namesTheEarlierOfTwoSwappedRowsOfAKey() throws SQLException {
        swap(6, 12);

        Finding found = verdict().outOfOrder();

        // Of their key only 6 lies behind something later; 9, which lay between them, has no key.
        assertOnly(found, "shop-6");
    }

    @Test
    void letsEventsThatOverlappedLieEitherWay() throws SQLException, IOException {
        ledger.close();
        ledger = Ledger.create(EVENTS);
        for (long n = 0; n < EVENTS; n++) {
            ledger.sent(WORKLOAD.origin(n), n);
            ledger.answered(WORKLOAD.origin(n), Outcome.Accepted, STEP_NANOS);
        }
        swap(6, 12);

        assertThat(verdict().holds()).isTrue();
    }

    @Test
    void letsSwappedRowsOfDifferentKeysLieEitherWay() throws SQLException {
        swap(6, 7);

        assertThat(verdict().holds()).isTrue();
    }

    @Test
    void comparesTheOrderOfTypesWhereTheTopicPromisesIt() throws SQLException {
        swap(10, 12);
        tables.execute("UPDATE event SET kafka_partition = 0");

        assertThat(verdict(PartitionBy.EventType).outOfOrder().ids()).containsExactly("shop-10");
        assertThat(verdict(PartitionBy.None).holds()).isTrue();
        assertThat(verdict(PartitionBy.Key).holds()).isTrue();
    }

    @Test
    void saysHowManyRowsItHadNoMemoryToCompare() {
        Verdict verdict =
                new RunVerifier(tables.access(), run(PartitionBy.EventType), 1).verify(_ -> {});

        assertThat(verdict.orderUnchecked()).isPositive();
        assertThat(verdict.outOfOrder().count()).isZero();
    }

    @Test
    void namesAnInventedRow() throws SQLException {
        tables.land(WORKLOAD.event(4_711), 0, 1_000, Instant.now());

        assertOnly(verdict().unexpected(), "shop-4711");
    }

    @Test
    void namesARowUnderTheNumberOfARepeat() throws SQLException {
        tables.land(new FakeWorkload(Map.of()).event(REPEAT), 0, 1_000, Instant.now());

        assertOnly(verdict().unexpected(), "shop-20");
    }

    @Test
    void namesARowOfAnEventThatWasNeverSent() throws SQLException {
        land(NEVER_SENT, 1_000);

        assertOnly(verdict().unexpected(), "shop-30");
    }

    @Test
    void namesARowAndADeadLetterOfRefusedEvents() throws SQLException, IOException {
        outcomes(Outcome.Refused, 8, 11);
        tables.execute("DELETE FROM event WHERE event_id = 'shop-11'");
        tables.bury(WORKLOAD.event(11), 0, 1_000);

        Verdict verdict = verdict();

        assertOnly(verdict.unexpected(), "shop-8", "shop-11");
        assertThat(verdict.refused()).isEqualTo(2);
    }

    @Test
    void letsAnUnknownEventHaveOneRowOrNone() throws SQLException, IOException {
        outcomes(Outcome.Unknown, 8, 11);
        tables.execute("DELETE FROM event WHERE event_id = 'shop-11'");

        Verdict verdict = verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.unknown()).isEqualTo(2);
        assertThat(verdict.accepted()).isEqualTo(EVENTS - 3);
    }

    @Test
    void namesAnUnknownEventWithTwoRows() throws SQLException, IOException {
        outcomes(Outcome.Unknown, 8);
        land(8, 1_000);

        assertOnly(verdict().duplicated(), "shop-8");
    }

    @Test
    void countsAnEventThatGotNoAnswerAsUnknown() {
        ledger.sent(NEVER_SENT, EVENTS * STEP_NANOS);

        Verdict verdict = verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.unknown()).isEqualTo(1);
        assertThat(verdict.events()).isEqualTo(EVENTS);
    }

    @Test
    void takesADeadLetterInPlaceOfARow() throws SQLException {
        tables.execute("DELETE FROM event WHERE event_id = 'shop-8'");
        tables.bury(WORKLOAD.event(8), 2, 8);

        Verdict verdict = verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.deadLetters()).isEqualTo(1);
        assertThat(verdict.rows()).isEqualTo(EVENTS - 2);
    }

    @Test
    void namesAnEventWithARowAndADeadLetter() throws SQLException {
        tables.bury(WORKLOAD.event(8), 0, 1_000);

        assertOnly(verdict().duplicated(), "shop-8");
    }

    @Test
    void leavesRowsOfOthersAlone() throws SQLException {
        LoadEvent theirs = new LoadEvent(0, 0, "cart-1", "a.b", "key-1", "{}", true);
        tables.land(theirs, 1, 5_000, Instant.now());
        tables.bury(theirs, 1, 5_001);
        tables.land(theirs, 1, 5_002, Instant.now());
        tables.execute(
                "UPDATE event SET ingested_at = now() - interval '30 s' WHERE kafka_offset = 5002");

        Verdict verdict = verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.othersRows()).isEqualTo(1);
        assertThat(verdict.deadLetters()).isZero();
    }

    @Test
    void countsRepeatsThatConsumersKeptOutSinceTheBaseLine() throws SQLException {
        tables.execute("UPDATE watermark SET suppressed = 12");

        assertThat(verdict().suppressed()).isEqualTo(2);
    }

    @Test
    void saysTheSameWhenAskedAgain() {
        var verifier = new RunVerifier(tables.access(), run(PartitionBy.Key));

        // The clocks are compared anew each time, to the microsecond.
        assertThat(verifier.verify(_ -> {}))
                .usingRecursiveComparison()
                .ignoringFields("dueToRow")
                .isEqualTo(verifier.verify(_ -> {}));
    }

    @Test
    void saysThatTheDatabaseIsNotThere() {
        DatabaseAccess there = tables.access();
        var away =
                new DatabaseAccess(
                        "jdbc:postgresql://127.0.0.1:1/shop?ssl=false",
                        there.username(),
                        there.password(),
                        there.schema());

        assertThatThrownBy(() -> new RunVerifier(away, run(PartitionBy.Key)).verify(_ -> {}))
                .isInstanceOf(DatabaseAccessException.class)
                .hasMessageStartingWith("No PostgreSQL answers at postgresql://127.0.0.1:1/shop: ");
    }

    private static void assertOnly(Finding finding, String... ids) {
        assertThat(finding.ids()).containsExactly(ids);
        assertThat(finding.count()).isEqualTo(ids.length);
    }

    /** The verdict, of which at most one kind of finding is not empty. */
    private Verdict verdict() {
        Verdict verdict = verdict(PartitionBy.Key);
        assertThat(verdict.findings())
                .filteredOn(finding -> finding.count() > 0)
                .hasSizeLessThan(2);
        return verdict;
    }

    private Verdict verdict(PartitionBy partitionBy) {
        return new RunVerifier(tables.access(), run(partitionBy)).verify(_ -> {});
    }

    private VerifiedRun run(PartitionBy partitionBy) {
        return new VerifiedRun(
                WORKLOAD,
                ledger,
                List.of(new TopicSpec(PipelineTables.TOPIC, List.of("*"), partitionBy, 3, null, 1)),
                startedAt,
                request -> request * STEP_NANOS,
                new WatermarkTotals(0, 10, 0),
                true);
    }

    private void land(long event, long offset) throws SQLException {
        tables.land(
                WORKLOAD.event(event),
                (int) (event % 3),
                offset,
                startedAt.plus(Duration.ofNanos(event * STEP_NANOS)));
    }

    private static void swap(int one, int other) throws SQLException {
        tables.execute(
                """
                UPDATE event SET kafka_offset = -kafka_offset WHERE kafka_offset IN (?, ?)
                """,
                one,
                other);
        tables.execute(
                """
                UPDATE event SET
                kafka_partition = CASE kafka_offset WHEN -?::bigint THEN ? ELSE ? END,
                kafka_offset = CASE kafka_offset WHEN -?::bigint THEN ? ELSE ? END
                WHERE kafka_offset < 0
                """,
                one,
                other % 3,
                one % 3,
                one,
                other,
                one);
    }

    /** The same run, with another outcome of some events. */
    private void outcomes(Outcome outcome, long... others) throws IOException {
        Ledger accepted = ledger;
        ledger = Ledger.create(EVENTS);
        for (long n = 0; n < EVENTS; n++) {
            long event = n;
            boolean other = LongStream.of(others).anyMatch(o -> o == event);
            ledger.sent(WORKLOAD.origin(n), n * STEP_NANOS);
            ledger.answered(
                    WORKLOAD.origin(n),
                    other ? outcome : Outcome.Accepted,
                    n * STEP_NANOS + STEP_NANOS / 2);
        }
        accepted.close();
    }
}
