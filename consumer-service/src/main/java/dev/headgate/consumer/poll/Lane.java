// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.landing.DataGap;
import dev.headgate.consumer.landing.Fence;
import dev.headgate.consumer.landing.PartitionClaim.Claimed;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.poll.LaneBuffer.Work;
import dev.headgate.contract.telemetry.PartitionTelemetry.Hold;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition's way into PostgreSQL: a virtual thread with at most one transaction in flight. It
 * starts with the epoch that was taken for it and ends when it is told to, or by itself when it
 * finds that the partition was taken by somebody else.
 */
public final class Lane implements Progress {

    private static final Logger LOGGER = LoggerFactory.getLogger(Lane.class);

    private final Claimed claimed;
    private final LaneTools tools;
    private final LaneBuffer buffer = new LaneBuffer();
    private final BatchSettler settler;
    private final Consumer<Lane> onFenceLost;
    private final Thread thread;
    private volatile Settled settled;
    private volatile boolean cancelled;
    private volatile @Nullable Hold hold = Hold.Start;

    Lane(Claimed claimed, LaneTools tools, Consumer<Lane> onFenceLost) {
        this.claimed = claimed;
        this.tools = tools;
        this.onFenceLost = onFenceLost;
        this.settler = new BatchSettler(claimed.partition(), tools);
        this.settled = new Settled(claimed.fence().next(), claimed.leaderEpoch());
        this.thread =
                Thread.ofVirtual().name("lane-" + claimed.topicPartition()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes polled records in; never waits. What was settled before is dropped. */
    void feed(List<ConsumerRecord<byte[], byte[]>> records) {
        buffer.add(records);
    }

    /** Takes a gap in; the records fed next come from behind it. */
    void feed(DataGap gap) {
        buffer.add(gap);
    }

    /** Ends after all that was fed is settled. */
    void drain() {
        buffer.close();
    }

    /** Ends after the transaction in flight. */
    void finish() {
        buffer.closeAndDrop();
    }

    /** Ends now: the transaction in flight is broken off. */
    void cancel() {
        cancelled = true;
        buffer.closeAndDrop();
        thread.interrupt();
    }

    /** Waits until it has ended; false if it has not in this time. */
    boolean awaitEnd(Duration time) throws InterruptedException {
        return thread.join(time.isNegative() ? Duration.ZERO : time);
    }

    boolean ended() {
        return !thread.isAlive();
    }

    @Override
    public TopicPartition topicPartition() {
        return claimed.topicPartition();
    }

    PartitionRef partition() {
        return claimed.partition();
    }

    long epoch() {
        return claimed.fence().epoch();
    }

    @Override
    public Settled settled() {
        return settled;
    }

    /** How it fares. */
    public LaneCondition condition() {
        return settler.condition();
    }

    /** What it works on; null if on nothing. */
    BatchSettler.@Nullable Head head() {
        return settler.head();
    }

    /** Why nothing is fetched for it; null if it is. */
    @Nullable Hold hold() {
        return hold;
    }

    void hold(@Nullable Hold reason) {
        hold = reason;
    }

    int unsettledRecords() {
        return buffer.unsettledRecords();
    }

    long bufferedBytes() {
        return buffer.bytes();
    }

    int bufferedRecords() {
        return buffer.records();
    }

    OptionalLong oldestTimestampMs() {
        return buffer.oldestTimestampMs();
    }

    private void run() {
        try {
            while (!cancelled && work()) {
                // Each round settles one batch.
            }
        } catch (InterruptedException _) {
            // Cancelled; the transaction in flight was rolled back or will be by its session's
            // limits.
        }
    }

    private boolean work() throws InterruptedException {
        return switch (buffer.take(tools.batch().recordsMax(), tools.batch().bytesMax())) {
            case Work.Records(var records) -> settle(records);
            case Work.Gap(DataGap gap) -> settle(gap);
            case Work.End() -> false;
        };
    }

    private boolean settle(List<ConsumerRecord<byte[], byte[]>> polled)
            throws InterruptedException {
        long from = settled.next();
        var records = polled.stream().filter(record -> record.offset() >= from).toList();
        if (records.isEmpty()) {
            return true;
        }
        var last = records.getLast();
        if (!settleBusily(records)) {
            return fenceLost();
        }
        settled = new Settled(last.offset() + 1, last.leaderEpoch().orElse(null));
        return true;
    }

    private boolean settleBusily(List<ConsumerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        tools.totals().busy().begin();
        try {
            return settler.settle(fence(), records);
        } finally {
            settler.idle();
            tools.totals().busy().end();
        }
    }

    private boolean settle(DataGap gap) throws InterruptedException {
        if (!settler.settle(fence(), gap)) {
            return fenceLost();
        }
        LOGGER.atError()
                .addKeyValue(LogKey.TOPIC, topicPartition().topic())
                .addKeyValue(LogKey.PARTITION, topicPartition().partition())
                .addKeyValue(LogKey.OFFSET, gap.from())
                .addKeyValue(LogKey.COUNT, gap.to() - gap.from())
                .addKeyValue(LogKey.REASON, gap.kind())
                .log("Kafka no longer has records that were not read");
        return switch (gap.kind()) {
            case RETENTION -> {
                settled = new Settled(gap.to(), null);
                yield true;
            }
            case TRUNCATED -> {
                settler.stop("LogTruncated");
                yield false;
            }
        };
    }

    private boolean fenceLost() {
        tools.totals().fenceFailure();
        LOGGER.atInfo()
                .addKeyValue(LogKey.TOPIC, topicPartition().topic())
                .addKeyValue(LogKey.PARTITION, topicPartition().partition())
                .addKeyValue(LogKey.EPOCH, claimed.fence().epoch())
                .log("fence lost: the partition's watermark was taken or moved");
        onFenceLost.accept(this);
        return false;
    }

    private Fence fence() {
        return new Fence(claimed.fence().epoch(), settled.next());
    }
}
