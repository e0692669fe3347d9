// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.landing.LandingOutcome;
import dev.headgate.consumer.retry.RetryResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the service has done since it started. Thread-safe; metrics and counts read from here. */
public final class ConsumerTotals {

    /** Receives the time that each landing transaction took: the seam to the metrics. */
    @FunctionalInterface
    public interface BatchTimes {
        /** One transaction took so long. */
        void record(Duration took);
    }

    final LongAdder rows = new LongAdder();
    final LongAdder suppressed = new LongAdder();
    final LongAdder deadLettered = new LongAdder();
    final LongAdder parked = new LongAdder();
    private final Map<RetryResult, LongAdder> retried = new ConcurrentHashMap<>();
    final LongAdder settled = new LongAdder();
    final LongAdder dataGaps = new LongAdder();
    final LongAdder fenceFailures = new LongAdder();
    final LongAdder commitFailures = new LongAdder();
    final LongAdder retentionRows = new LongAdder();
    final LongAdder deadLettersPublished = new LongAdder();
    final LongAdder deadLetterPublishFailures = new LongAdder();
    private final LongAdder transactions = new LongAdder();
    private final BusyTime busy;
    private volatile BatchTimes batchTimes = _ -> {};
    private volatile Parking parkedNow = new Parking(0, Duration.ZERO);
    private volatile @Nullable Integer replaysUnderWay;
    private volatile @Nullable Unpublished unpublished;

    private record Parking(int records, Duration oldestAge) {}

    /** Dead letters that wait for their topic. */
    record Unpublished(int letters, Duration oldestAge) {
        static final Unpublished NONE = new Unpublished(0, Duration.ZERO);
    }

    /** For a consumer in which so many lanes can write at the same time. */
    ConsumerTotals(int writers) {
        busy = new BusyTime(writers);
    }

    /** How busy the lanes have been. */
    public BusyTime busy() {
        return busy;
    }

    /** Landing transactions committed so far. */
    long transactions() {
        return transactions.sum();
    }

    void recordBatchesTo(BatchTimes times) {
        batchTimes = times;
    }

    /** A batch is settled. */
    public void settled(LandingOutcome.Landed landed, Duration took) {
        rows.add(landed.rows());
        suppressed.add(landed.suppressed());
        deadLettered.add(landed.deadLettered());
        parked.add(landed.parked());
        transactions.increment();
        settled.add(landed.rows() + landed.suppressed() + landed.deadLettered() + landed.parked());
        batchTimes.record(took);
    }

    /** A parked record was tried again. */
    public void retried(RetryResult result) {
        switch (result) {
            case LANDED -> rows.increment();
            case SUPPRESSED -> suppressed.increment();
            case POISON, EXHAUSTED -> deadLettered.increment();
            case PARKED, KNOWN -> {
                // Nothing new is in any table.
            }
        }
        retries(result).increment();
    }

    /** Dead letters were replayed; those that failed are what they were. */
    public void replayed(int landed, int repeats) {
        rows.add(landed);
        suppressed.add(repeats);
    }

    /** The attempts that came to this. */
    LongAdder retries(RetryResult result) {
        return retried.computeIfAbsent(result, _ -> new LongAdder());
    }

    /** What the parked records were when they were looked at last. */
    public void parking(int records, Duration oldestAge) {
        parkedNow = new Parking(records, oldestAge);
    }

    /** Kafka no longer had what was wanted. */
    public void dataGap() {
        dataGaps.increment();
    }

    /** A transaction was rolled back because somebody else has taken the partition. */
    public void fenceFailure() {
        fenceFailures.increment();
    }

    /** Kafka did not take a commit; nothing depends on it. */
    public void commitFailure() {
        commitFailures.increment();
    }

    /** Rows were removed because they were too old. */
    public void retentionRemoved(int rows) {
        retentionRows.add(rows);
    }

    /** Kafka has confirmed dead letters in their topic. */
    public void deadLettersPublished(int letters) {
        deadLettersPublished.add(letters);
    }

    /** An attempt to publish dead letters was broken off. */
    public void deadLetterPublishFailed() {
        deadLetterPublishFailures.increment();
    }

    /** What the dead letters that are not published were when they were looked at last. */
    public void unpublished(int letters, Duration oldestAge) {
        unpublished = new Unpublished(letters, oldestAge);
    }

    /** Replays of dead letters that are not over. */
    public void replaysUnderWay(int count) {
        replaysUnderWay = count;
    }

    /** The same when they were looked at last; null if they were not yet. */
    @Nullable Integer replaysUnderWay() {
        return replaysUnderWay;
    }

    /** The same when they were looked at last; null if they were not yet. */
    @Nullable Integer unpublishedLetters() {
        Unpublished known = unpublished;
        return known == null ? null : known.letters();
    }

    /** For metrics, where what is not known yet is none. */
    Unpublished unpublished() {
        Unpublished known = unpublished;
        return known == null ? Unpublished.NONE : known;
    }

    /** Records settled so far, whatever became of them. */
    public long settledRecords() {
        return settled.sum();
    }

    /** The totals together with what waits now. */
    public ConsumerCounts counts(long lagRecords, Duration oldestAge, int partitions) {
        return new ConsumerCounts(
                rows.sum(),
                suppressed.sum(),
                deadLettered.sum(),
                lagRecords,
                oldestAge,
                partitions,
                dataGaps.sum(),
                fenceFailures.sum(),
                commitFailures.sum(),
                parked.sum(),
                retried.values().stream().mapToLong(LongAdder::sum).sum(),
                retries(RetryResult.EXHAUSTED).sum(),
                parkedNow.records(),
                parkedNow.oldestAge());
    }
}
