// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

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
    final LongAdder dataGaps = new LongAdder();
    final LongAdder fenceFailures = new LongAdder();
    final LongAdder commitFailures = new LongAdder();
    private volatile BatchTimes batchTimes = _ -> {};

    void recordBatchesTo(BatchTimes times) {
        batchTimes = times;
    }

    /** A batch is settled. */
    public void settled(int landed, int repeats, int dead, Duration took) {
        rows.add(landed);
        suppressed.add(repeats);
        deadLettered.add(dead);
        batchTimes.record(took);
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

    /** Records settled so far, whatever became of them. */
    public long settledRecords() {
        return rows.sum() + suppressed.sum() + deadLettered.sum();
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
                commitFailures.sum());
    }
}
