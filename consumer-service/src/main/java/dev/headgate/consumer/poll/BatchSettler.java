// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.landing.DataGap;
import dev.headgate.consumer.landing.Fence;
import dev.headgate.consumer.landing.IdentityVanished;
import dev.headgate.consumer.landing.LandingBatch;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.LandingOutcome.CoordinateTaken;
import dev.headgate.consumer.landing.LandingOutcome.FenceLost;
import dev.headgate.consumer.landing.LandingOutcome.Landed;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.landing.WatermarkStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Settles batches of one partition, whatever it takes. A failure of the surroundings is waited out,
 * however long; a batch that PostgreSQL refuses is searched, and its bad records become dead
 * letters or are parked in the same transaction as their good neighbours; what nobody knows, and
 * poison that is too much to be the records' fault, stops the line until it works again. Only its
 * lane's thread calls it.
 *
 * <p>Implementation note: a batch that cannot be settled as one, because statements time out or
 * because its rows only offend each other, is halved and its halves are settled one after the
 * other. So whatever is wrong with a record ends at a batch of that record alone.
 */
final class BatchSettler {

    /** After so many of them in a row a timeout is no bad luck any more. */
    private static final int TIMEOUTS_MAX = 3;

    private static final int RECONSIDERED_MAX = 6;

    private final PartitionRef partition;
    private final LaneTools tools;
    private final BatchReader reader;
    private final KeyOrder order;
    private final LanePatience patience;
    private final WatermarkStore watermarks = new WatermarkStore();
    private volatile @Nullable Head head;

    /**
     * Where the line stands.
     *
     * @param offset the first of the records that are being settled
     * @param since since when
     */
    record Head(long offset, Instant since) {}

    BatchSettler(PartitionRef partition, LaneTools tools) {
        this.partition = partition;
        this.tools = tools;
        this.reader = new BatchReader(partition, tools);
        this.order = new KeyOrder(partition, tools);
        this.patience = new LanePatience(partition, tools.totals().busy());
    }

    LaneCondition condition() {
        return patience.condition();
    }

    /** What is being settled; null if nothing is. */
    @Nullable Head head() {
        return head;
    }

    /** Nothing is being settled any more. */
    void idle() {
        head = null;
    }

    /** Stops the line for good. */
    void stop(String reason) {
        patience.stop(reason);
    }

    /** Settles the records; false if the fence is lost, and then nothing more was written. */
    boolean settle(Fence fence, List<ConsumerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        head = new Head(records.getFirst().offset(), Instant.now());
        @Nullable LandingBatch batch = null;
        @Nullable LandingFailure refusedFor = null;
        int timeouts = 0;
        for (int attempt = 0; true; attempt++) {
            try {
                if (batch == null) {
                    batch = reader.read(fence, records);
                } else if (refusedFor != null) {
                    LandingBatch judged = reader.judged(batch);
                    boolean innocent = judged.rows().size() == batch.rows().size();
                    if (innocent && records.size() > 1) {
                        return settleHalves(fence, records);
                    }
                    if (innocent) {
                        reconsider(refusedFor, attempt);
                    }
                    batch = judged;
                    refusedFor = null;
                }
                switch (write(batch, records, attempt)) {
                    case DONE -> {
                        return true;
                    }
                    case FENCE_LOST -> {
                        return false;
                    }
                    case DECIDE_ANEW -> batch = null;
                }
            } catch (IdentityVanished _) {
                patience.pause();
            } catch (RuntimeException e) {
                LandingFailure failure = LandingFailure.of(e);
                timeouts = failure.isStatementTimeout() ? timeouts + 1 : 0;
                if (batch != null && failure.blamesRecords()) {
                    refusedFor = failure;
                } else if (batch != null && timeouts >= TIMEOUTS_MAX && records.size() > 1) {
                    return settleHalves(fence, records);
                } else if (batch != null && timeouts >= TIMEOUTS_MAX && !batch.rows().isEmpty()) {
                    batch =
                            batch.refusing(
                                    List.of(batch.rows().getFirst().refused(failure.refusal())));
                } else {
                    patience.waitOut(failure, attempt);
                }
            }
        }
    }

    /** What was missing may just have come; a contradiction that stays is shown. */
    private void reconsider(LandingFailure failure, int attempt) throws InterruptedException {
        if (attempt < RECONSIDERED_MAX) {
            patience.pause();
        } else {
            patience.waitOut(failure, attempt);
        }
    }

    private enum Step {
        DONE,
        FENCE_LOST,
        DECIDE_ANEW
    }

    /** One try to write what is decided. */
    private Step write(
            LandingBatch decided, List<ConsumerRecord<byte[], byte[]>> records, int attempt)
            throws InterruptedException {
        Optional<String> cause =
                tools.poison()
                        .judge(
                                partition,
                                records.getFirst().offset(),
                                decided.size(),
                                decided.refused(),
                                Instant.now());
        if (cause.isPresent()) {
            patience.halt(
                    "PoisonShare " + cause.get(),
                    "too many of the latest records are refused for one cause: " + cause.get(),
                    attempt);
            return Step.DECIDE_ANEW;
        }
        KeyOrder.Ordered ordered = order.order(decided);
        if (!ordered.hasRoom() || !hasRoom(ordered.batch())) {
            patience.waitForRoom(ordered.hasRoom() ? "RetryCapacity" : "RetryKeyQueue", attempt);
            return Step.DECIDE_ANEW;
        }
        return land(ordered.batch(), attempt);
    }

    private Step land(LandingBatch batch, int attempt) throws InterruptedException {
        long begin = System.nanoTime();
        return switch (tools.landing().land(batch)) {
            case Landed landed -> {
                var took = Duration.ofNanos(System.nanoTime() - begin);
                tools.totals().settled(landed, took);
                order.settled(batch);
                patience.running();
                yield Step.DONE;
            }
            case FenceLost() -> committedAfterAll(batch) ? Step.DONE : Step.FENCE_LOST;
            case CoordinateTaken(long offset) -> {
                patience.halt(
                        "CoordinateTaken",
                        "offset " + offset + " is taken by a row with other data",
                        attempt);
                yield Step.DECIDE_ANEW;
            }
        };
    }

    private boolean settleHalves(Fence fence, List<ConsumerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        int half = records.size() / 2;
        var first = records.subList(0, half);
        var second = records.subList(half, records.size());
        return settle(fence, first)
                && settle(new Fence(fence.epoch(), first.getLast().offset() + 1), second);
    }

    private boolean hasRoom(LandingBatch batch) throws InterruptedException {
        int more = batch.parked().size();
        return more == 0
                || tools.database()
                        .transaction(
                                tx -> tools.parking().hasRoom(tx, more, tools.retry().parkedMax()));
    }

    /** Records a gap; false if the fence is lost, and then nothing was written. */
    boolean settle(Fence fence, DataGap gap) throws InterruptedException {
        for (int attempt = 0; true; attempt++) {
            try {
                boolean ours = tools.gaps().record(partition, fence, gap);
                patience.running();
                if (ours) {
                    tools.totals().dataGap();
                }
                return ours;
            } catch (RuntimeException e) {
                patience.waitOut(LandingFailure.of(e), attempt);
            }
        }
    }

    /**
     * The answer to a commit may have been lost on the way. If the watermark stands where this very
     * batch would have put it, under this lane's epoch, then the batch was committed.
     */
    private boolean committedAfterAll(LandingBatch batch) throws InterruptedException {
        for (int attempt = 0; true; attempt++) {
            try {
                Optional<Fence> now =
                        tools.database().transaction(tx -> watermarks.read(tx, partition));
                patience.running();
                return now.equals(Optional.of(new Fence(batch.fence().epoch(), batch.end())));
            } catch (RuntimeException e) {
                patience.waitOut(LandingFailure.of(e), attempt);
            }
        }
    }
}
