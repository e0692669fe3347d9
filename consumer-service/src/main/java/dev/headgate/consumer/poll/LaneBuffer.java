// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.landing.DataGap;
import dev.headgate.consumer.record.RecordSize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one lane, in order. The poll thread puts in and never waits; the lane takes out
 * and does. Its weight counts what is taken out until that is settled; the poll thread keeps the
 * weight bounded by pausing the partition.
 */
final class LaneBuffer {

    /** What a lane does next. */
    sealed interface Work {

        /**
         * Records to settle together.
         *
         * @param records in order, at least one
         */
        record Records(List<ConsumerRecord<byte[], byte[]>> records) implements Work {}

        /**
         * A gap in Kafka's log to put on record.
         *
         * @param gap the gap
         */
        record Gap(DataGap gap) implements Work {}

        /** Nothing will come any more. */
        record End() implements Work {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    private @Nullable DataGap gap;
    private long bytes;
    private long bytesTaken;
    private int recordsTaken;
    private long oldestTaken = -1;
    private boolean closed;

    void add(List<ConsumerRecord<byte[], byte[]>> polled) {
        long weight = 0;
        for (var polledRecord : polled) {
            weight += RecordSize.of(polledRecord);
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            records.addAll(polled);
            bytes += weight;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A gap after all that was put in so far; the next records come from behind it. */
    void add(DataGap found) {
        lock.lock();
        try {
            gap = found;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work; what was taken before counts as settled from here on. */
    Work take(int recordsMax, long bytesMax) throws InterruptedException {
        lock.lock();
        try {
            bytes -= bytesTaken;
            bytesTaken = 0;
            recordsTaken = 0;
            oldestTaken = -1;
            while (true) {
                if (!records.isEmpty() && (gap == null || records.getFirst().offset() < gap.to())) {
                    return new Work.Records(takeRecords(recordsMax, bytesMax));
                }
                if (gap != null) {
                    DataGap found = gap;
                    gap = null;
                    return new Work.Gap(found);
                }
                if (closed) {
                    return new Work.End();
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> takeRecords(int recordsMax, long bytesMax) {
        var taken =
                new ArrayList<ConsumerRecord<byte[], byte[]>>(Math.min(recordsMax, records.size()));
        oldestTaken = records.getFirst().timestamp();
        while (taken.size() < recordsMax && !records.isEmpty()) {
            var next = records.getFirst();
            long size = RecordSize.of(next);
            boolean full = !taken.isEmpty() && bytesTaken + size > bytesMax;
            if (full || (gap != null && next.offset() >= gap.to())) {
                break;
            }
            bytesTaken += size;
            taken.add(records.removeFirst());
        }
        recordsTaken = taken.size();
        return taken;
    }

    /** Nothing comes in any more; what is there is still worked off. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing comes in any more, and what waits is dropped: it is still in Kafka. */
    void closeAndDrop() {
        lock.lock();
        try {
            closed = true;
            records.clear();
            gap = null;
            bytes = bytesTaken;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Records put in and not settled. */
    int unsettledRecords() {
        lock.lock();
        try {
            return records.size() + recordsTaken;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes put in and not settled. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Records put in and not taken out. */
    int records() {
        lock.lock();
        try {
            return records.size();
        } finally {
            lock.unlock();
        }
    }

    /** Timestamp of the oldest record that was put in and is not settled. */
    OptionalLong oldestTimestampMs() {
        lock.lock();
        try {
            if (oldestTaken >= 0) {
                return OptionalLong.of(oldestTaken);
            }
            return records.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(records.getFirst().timestamp());
        } finally {
            lock.unlock();
        }
    }
}
