// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.PartitionBy;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.outcome.Outcome;
import dev.headgate.loadtest.result.Verdict;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A run whose events all landed once and in order, in tables that a test then spoils. */
final class LandedRun implements AutoCloseable {

    static final int EVENTS = 30;
    static final int REPEAT = 20;
    static final long NEVER_SENT = EVENTS;
    static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    static final FakeWorkload WORKLOAD = new FakeWorkload(Map.of((long) REPEAT, 3L));

    private final PipelineTables tables;
    private final Instant startedAt = Instant.now().minusSeconds(1);
    private Ledger ledger = Ledger.create(EVENTS + 1);

    private LandedRun(PipelineTables tables) throws IOException {
        this.tables = tables;
    }

    /** Each event is sent after the answer to the one before, and lies where its key says. */
    static LandedRun in(PipelineTables tables) throws IOException, SQLException {
        tables.empty();
        tables.watermark(1, 0, 0, 0);
        var run = new LandedRun(tables);
        for (long n = 0; n < EVENTS; n++) {
            run.ledger.sent(WORKLOAD.origin(n), n * STEP_NANOS);
            run.ledger.answered(
                    WORKLOAD.origin(n), Outcome.Accepted, n * STEP_NANOS + STEP_NANOS / 2);
            if (n != REPEAT) {
                run.land(n, n);
            }
        }
        return run;
    }

    Ledger ledger() {
        return ledger;
    }

    /** The same run, in which all events were on their way at once. */
    void overlapping() throws IOException {
        ledger.close();
        ledger = Ledger.create(EVENTS);
        for (long n = 0; n < EVENTS; n++) {
            ledger.sent(WORKLOAD.origin(n), n);
            ledger.answered(WORKLOAD.origin(n), Outcome.Accepted, STEP_NANOS);
        }
    }

    @Override
    public void close() throws IOException {
        ledger.close();
    }

    /** The verdict, of which at most one kind of finding is not empty. */
    Verdict verdict() {
        Verdict verdict = verdict(PartitionBy.Key);
        assertThat(verdict.findings())
                .filteredOn(finding -> finding.count() > 0)
                .hasSizeLessThan(2);
        return verdict;
    }

    Verdict verdict(PartitionBy partitionBy) {
        return new RunVerifier(tables.access(), verified(partitionBy)).verify(_ -> {});
    }

    VerifiedRun verified(PartitionBy partitionBy) {
        return new VerifiedRun(
                WORKLOAD,
                ledger,
                List.of(new TopicSpec(PipelineTables.TOPIC, List.of("*"), partitionBy, 3, null, 1)),
                startedAt,
                request -> request * STEP_NANOS,
                new WatermarkTotals(0, 10, 0, 0),
                true);
    }

    void land(long event, long offset) throws SQLException {
        tables.land(
                WORKLOAD.event(event),
                (int) (event % 3),
                offset,
                startedAt.plus(Duration.ofNanos(event * STEP_NANOS)));
    }

    void swap(int one, int other) throws SQLException {
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
    void outcomes(Outcome outcome, long... others) throws IOException {
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
