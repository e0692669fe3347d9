// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.contract.pipeline.PartitionBy;
import dev.headgate.loadtest.outcome.Outcome;
import dev.headgate.loadtest.result.Verdict;
import dev.headgate.loadtest.result.Verdict.Finding;
import dev.headgate.loadtest.workload.LoadEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong in the tables is found and named, and nothing else is. */
class RunVerifierIT {

    @TempDir static Path folder;

    private static PipelineTables tables;

    private LandedRun run;

    @BeforeAll
    static void startPostgres() {
        tables = PipelineTables.start(folder.resolve("postgres"));
    }

    @AfterAll
    static void stopPostgres() {
        tables.close();
    }

    @BeforeEach
    void landEveryEventOnce() throws IOException, SQLException {
        run = LandedRun.in(tables);
    }

    @AfterEach
    void closeLedger() throws IOException {
        run.close();
    }

    @Test
    void holdsWhenEveryAcceptedEventIsThereOnce() {
        Verdict verdict = run.verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.events()).isEqualTo(LandedRun.EVENTS - 1);
        assertThat(verdict.accepted()).isEqualTo(LandedRun.EVENTS - 1);
        assertThat(verdict.rows()).isEqualTo(LandedRun.EVENTS - 1);
        assertThat(verdict.othersRows()).isZero();
        assertThat(verdict.orderUnchecked()).isZero();
        assertThat(verdict.settled()).isTrue();
    }

    @Test
    void measuresFromAcceptanceAndFromTheDueInstant() {
        Verdict verdict = run.verdict();

        assertThat(verdict.acceptToRow().count()).isEqualTo(LandedRun.EVENTS - 1);
        // The start is a second back, and all was accepted and due within the first third of it.
        assertThat(verdict.acceptToRow().min()).isBetween(500_000L, TimeUnit.MINUTES.toMicros(1));
        assertThat(verdict.dueToRow().min()).isBetween(500_000L, TimeUnit.MINUTES.toMicros(1));
        assertThat(verdict.dueToRow().max()).isGreaterThan(verdict.dueToRow().min());
    }

    @Test
    void reportsHowManyRowsItRead() {
        var read = new ArrayList<Long>();

        new RunVerifier(tables.access(), run.verified(PartitionBy.Key)).verify(read::add);

        assertThat(read).containsExactly(LandedRun.EVENTS - 1L);
    }

    @Test
    void namesADeletedRow() throws SQLException {
        tables.execute("DELETE FROM event WHERE event_id = 'shop-4'");

        assertOnly(run.verdict().lost(), "shop-4");
        assertThat(run.verdict().holds()).isFalse();
    }

    @Test
    void namesTheFirstTenOfManyLostEvents() throws SQLException {
        tables.execute("DELETE FROM event");

        Finding lost = run.verdict().lost();

        assertThat(lost.count()).isEqualTo(LandedRun.EVENTS - 1);
        assertThat(lost.ids()).hasSize(Finding.NAMED_MAX).startsWith("shop-0", "shop-1", "shop-2");
    }

    @Test
    void namesADoubledRow() throws SQLException {
        run.land(7, 1_000);

        assertOnly(run.verdict().duplicated(), "shop-7");
    }

    @Test
    void namesARowWithOneNestedValueChanged() throws SQLException {
        tables.execute(
                """
                UPDATE event SET data = jsonb_set(data, '{items,0,count}', '101')
                WHERE event_id = 'shop-5'
                """);

        assertOnly(run.verdict().changed(), "shop-5");
    }

    @Test
    void namesARowWithAnotherType() throws SQLException {
        tables.execute("UPDATE event SET event_type = 'order.void' WHERE event_id = 'shop-5'");

        assertOnly(run.verdict().changed(), "shop-5");
    }

    @Test
    void namesARowWithAnotherKey() throws SQLException {
        tables.execute("UPDATE event SET event_key = 'key-9' WHERE event_id = 'shop-5'");

        assertOnly(run.verdict().changed(), "shop-5");
    }

    @Test
    void namesARowWhoseDataIsNotJsonAnyMore() throws SQLException {
        tables.execute("UPDATE event SET data = NULL, data_bytes = 'x' WHERE event_id = 'shop-5'");

        assertOnly(run.verdict().changed(), "shop-5");
    }

    @Test
    void namesAnInventedRow() throws SQLException {
        tables.land(LandedRun.WORKLOAD.event(4_711), 0, 1_000, Instant.now());

        assertOnly(run.verdict().unexpected(), "shop-4711");
    }

    @Test
    void namesARowUnderTheNumberOfARepeat() throws SQLException {
        tables.land(new FakeWorkload(Map.of()).event(LandedRun.REPEAT), 0, 1_000, Instant.now());

        assertOnly(run.verdict().unexpected(), "shop-20");
    }

    @Test
    void namesARowOfAnEventThatWasNeverSent() throws SQLException {
        run.land(LandedRun.NEVER_SENT, 1_000);

        assertOnly(run.verdict().unexpected(), "shop-30");
    }

    @Test
    void namesARowAndADeadLetterOfRefusedEvents() throws SQLException, IOException {
        run.outcomes(Outcome.Refused, 8, 11);
        tables.execute("DELETE FROM event WHERE event_id = 'shop-11'");
        tables.bury(LandedRun.WORKLOAD.event(11), 0, 1_000);

        Verdict verdict = run.verdict();

        assertOnly(verdict.unexpected(), "shop-8", "shop-11");
        assertThat(verdict.refused()).isEqualTo(2);
    }

    @Test
    void letsAnUnknownEventHaveOneRowOrNone() throws SQLException, IOException {
        run.outcomes(Outcome.Unknown, 8, 11);
        tables.execute("DELETE FROM event WHERE event_id = 'shop-11'");

        Verdict verdict = run.verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.unknown()).isEqualTo(2);
        assertThat(verdict.accepted()).isEqualTo(LandedRun.EVENTS - 3);
    }

    @Test
    void namesAnUnknownEventWithTwoRows() throws SQLException, IOException {
        run.outcomes(Outcome.Unknown, 8);
        run.land(8, 1_000);

        assertOnly(run.verdict().duplicated(), "shop-8");
    }

    @Test
    void countsAnEventThatGotNoAnswerAsUnknown() {
        run.ledger().sent(LandedRun.NEVER_SENT, LandedRun.EVENTS * LandedRun.STEP_NANOS);

        Verdict verdict = run.verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.unknown()).isEqualTo(1);
        assertThat(verdict.events()).isEqualTo(LandedRun.EVENTS);
    }

    @Test
    void takesADeadLetterInPlaceOfARow() throws SQLException {
        tables.execute("DELETE FROM event WHERE event_id = 'shop-8'");
        tables.bury(LandedRun.WORKLOAD.event(8), 2, 8);

        Verdict verdict = run.verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.deadLetters()).isEqualTo(1);
        assertThat(verdict.rows()).isEqualTo(LandedRun.EVENTS - 2);
    }

    @Test
    void takesAParkedRecordInPlaceOfARow() throws SQLException {
        tables.execute("DELETE FROM event WHERE event_id = 'shop-8'");
        tables.park(LandedRun.WORKLOAD.event(8), 2, 8);

        Verdict verdict = run.verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.parked()).isEqualTo(1);
        assertThat(verdict.deadLetters()).isZero();
    }

    @Test
    void namesAnEventWithARowAndADeadLetter() throws SQLException {
        tables.bury(LandedRun.WORKLOAD.event(8), 0, 1_000);

        assertOnly(run.verdict().duplicated(), "shop-8");
    }

    @Test
    void leavesRowsOfOthersAlone() throws SQLException {
        LoadEvent theirs = new LoadEvent(0, 0, "cart-1", "a.b", "key-1", "{}", true);
        tables.land(theirs, 1, 5_000, Instant.now());
        tables.bury(theirs, 1, 5_001);
        tables.land(theirs, 1, 5_002, Instant.now());
        tables.execute(
                "UPDATE event SET ingested_at = now() - interval '30 s' WHERE kafka_offset = 5002");

        Verdict verdict = run.verdict();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.othersRows()).isEqualTo(1);
        assertThat(verdict.deadLetters()).isZero();
    }

    @Test
    void countsRepeatsThatConsumersKeptOutSinceTheBaseLine() throws SQLException {
        tables.execute("UPDATE watermark SET suppressed = 12");

        assertThat(run.verdict().suppressed()).isEqualTo(2);
    }

    @Test
    void saysTheSameWhenAskedAgain() {
        var verifier = new RunVerifier(tables.access(), run.verified(PartitionBy.Key));

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

        assertThatThrownBy(
                        () -> new RunVerifier(away, run.verified(PartitionBy.Key)).verify(_ -> {}))
                .isInstanceOf(DatabaseAccessException.class)
                .hasMessageStartingWith("No PostgreSQL answers at postgresql://127.0.0.1:1/shop: ");
    }

    private static void assertOnly(Finding finding, String... ids) {
        assertThat(finding.ids()).containsExactly(ids);
        assertThat(finding.count()).isEqualTo(ids.length);
    }
}
