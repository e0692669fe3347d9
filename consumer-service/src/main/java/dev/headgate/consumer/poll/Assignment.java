// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.landing.DataGap;
import dev.headgate.consumer.landing.PartitionClaim.Claimed;
import dev.headgate.consumer.poll.LogRanges.LogRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that the group has given to this member and what is done about each.
 *
 * <p>A new partition is paused at once, with a position that means nothing: a paused partition
 * without any makes poll() throw. Then it is claimed in PostgreSQL away from this thread; only when
 * that has worked, and the partition is still ours, its lane starts where the watermark says. A
 * lane that loses its fence while the partition is ours is claimed anew: that is how a replay
 * reaches a running consumer. All methods but {@link #lanes()} and {@link #fenceLost} belong to the
 * poll thread; other threads leave messages.
 */
final class Assignment implements ConsumerRebalanceListener {

    private static final Logger LOGGER = LoggerFactory.getLogger(Assignment.class);

    private static final Duration REVOKE = Duration.ofSeconds(3);
    private static final Duration COMMIT = Duration.ofSeconds(2);
    private static final long RECLAIM_MS_MIN = 500;
    private static final long RECLAIM_MS_MAX = 1_500;

    private final GroupMember member;
    private final LaneTools tools;
    private final Claims claims;
    private final LogRanges logRanges;
    private final CommitMirror mirror;
    private final FlowControl flow;
    private final Map<TopicPartition, Holding> holdings = new HashMap<>();
    private final Map<TopicPartition, Lane> lanes = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private boolean draining;

    Assignment(
            GroupMember member,
            LaneTools tools,
            Claims claims,
            LogRanges logRanges,
            long memoryBytesMax) {
        this.member = member;
        this.tools = tools;
        this.claims = claims;
        this.logRanges = logRanges;
        this.mirror =
                new CommitMirror(member::kafka, tools.totals()::commitFailure, System::nanoTime);
        this.flow = new FlowControl(member, memoryBytesMax, tools.batch().recordsMax());
    }

    /** The lanes that work now; any thread may look. */
    Collection<Lane> lanes() {
        return lanes.values();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        LOGGER.atInfo().addKeyValue(LogKey.COUNT, partitions.size()).log("partitions assigned");
        member.kafka().pause(partitions);
        partitions.forEach(partition -> member.kafka().seek(partition, 0));
        if (draining) {
            return;
        }
        partitions.forEach(partition -> holdings.put(partition, new Holding()));
        order(partitions, Duration.ZERO);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        List<Lane> ending = take(partitions);
        ending.forEach(Lane::finish);
        boolean ended = awaitAll(ending, REVOKE);
        ending.forEach(Lane::cancel);
        mirror.flush(ending, COMMIT);
        mirror.forget(partitions);
        LOGGER.atInfo()
                .addKeyValue(LogKey.COUNT, partitions.size())
                .addKeyValue(LogKey.REASON, ended ? "revoked" : "revoked in mid-transaction")
                .log("partitions given back");
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        take(partitions).forEach(Lane::cancel);
        mirror.forget(partitions);
        LOGGER.atWarn().addKeyValue(LogKey.COUNT, partitions.size()).log("partitions lost");
    }

    void feed(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            @Nullable Holding holding = holdings.get(partition);
            @Nullable Lane lane = holding == null ? null : holding.lane();
            if (lane != null) {
                lane.feed(polled.records(partition));
            }
        }
    }

    /** True while a lane has more than it can settle soon, and is paused for that. */
    boolean isHolding() {
        return flow.isHolding();
    }

    /** What is due between two polls. */
    void tick() {
        for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
            message.run();
        }
        flow.tick(holdings);
        mirror.tick(lanes.values());
    }

    /** Gives partitions a position that means nothing, until the true one is known. */
    void placehold(Collection<TopicPartition> partitions) {
        member.kafka().pause(partitions);
        partitions.forEach(partition -> member.kafka().seek(partition, 0));
    }

    /** Kafka does not have what was asked for: finds out what it has. */
    void outOfRange(Map<TopicPartition, Long> positions) {
        positions.forEach((partition, position) -> {
            @Nullable Lane lane = pausedForLog(partition);
            if (lane != null) {
                logRanges.find(
                        partition,
                        () -> Objects.equals(lanes.get(partition), lane),
                        range -> messages.add(() -> goOn(lane, position, range)));
            }
        });
    }

    /**
     * The log was rewritten: it has other records, or none, where this position was reached. Only a
     * human knows what became of them: the lane puts it on record and halts, the partition stays
     * paused.
     */
    void truncated(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> divergent) {
        positions.forEach((partition, position) -> {
            @Nullable Lane lane = pausedForLog(partition);
            if (lane != null) {
                long from = Math.min(position, divergent.getOrDefault(partition, 0L));
                lane.feed(new DataGap(from, position, DataGap.Kind.TRUNCATED));
            }
        });
    }

    /**
     * Fetches no more of a partition whose log is not what it was; answers its lane if it has one.
     */
    private @Nullable Lane pausedForLog(TopicPartition partition) {
        member.kafka().pause(List.of(partition));
        @Nullable Holding holding = holdings.get(partition);
        if (holding == null || holding.lane() == null) {
            return null;
        }
        holding.waitForLog();
        return holding.lane();
    }

    private void goOn(Lane lane, long position, LogRange range) {
        TopicPartition partition = lane.topicPartition();
        @Nullable Holding holding = holdings.get(partition);
        if (holding == null || holding.lane() != lane) {
            return;
        }
        if (range.topicId() != null && claims.isOther(lane.partition(), range.topicId())) {
            replace(lane);
            return;
        }
        if (position > range.latest()) {
            // The lane halts and the partition stays paused: only a human knows what became of it.
            lane.feed(new DataGap(range.latest(), position, DataGap.Kind.TRUNCATED));
            return;
        }
        long next = Math.max(position, range.earliest());
        if (next > position) {
            lane.feed(new DataGap(position, next, DataGap.Kind.RETENTION));
        }
        member.kafka().seek(partition, next);
        holding.logFound();
    }

    /** Feeding ends, the lanes work off what they have; answers how many there are. */
    int beginDrain() {
        draining = true;
        member.kafka().pause(member.kafka().assignment());
        claims.withdraw(holdings.keySet());
        lanes.values().forEach(Lane::drain);
        return lanes.size();
    }

    boolean lanesEnded() {
        return lanes.values().stream().allMatch(Lane::ended);
    }

    /** Breaks off what is not done and commits; true if all was done and Kafka knows it. */
    boolean endDrain() {
        boolean ended = lanesEnded();
        lanes.values().forEach(Lane::cancel);
        boolean committed = mirror.flush(lanes.values(), COMMIT);
        lanes.clear();
        holdings.clear();
        return ended && committed;
    }

    /** The loop is over, however it ended: no lane outlives it. */
    void dropAll() {
        take(List.copyOf(holdings.keySet())).forEach(Lane::cancel);
    }

    /** Any thread may say so. */
    void fenceLost(Lane lost) {
        messages.add(() -> reclaim(lost));
    }

    /** Any thread may say so: the lane's topic is gone, and another has its name. */
    void topicReplaced(Lane lane) {
        messages.add(() -> replace(lane));
    }

    private void replace(Lane lane) {
        LOGGER.atWarn()
                .addKeyValue(LogKey.TOPIC, lane.topicPartition().topic())
                .addKeyValue(LogKey.PARTITION, lane.topicPartition().partition())
                .log("the topic was deleted and made again; reading the new one from its begin");
        takeAnew(lane, Duration.ZERO);
    }

    private void order(Collection<TopicPartition> partitions, Duration delay) {
        claims.order(partitions, delay, claimed -> messages.add(() -> claimed.forEach(this::run)));
    }

    private void run(Claimed claimed) {
        TopicPartition partition = claimed.topicPartition();
        @Nullable Holding holding = holdings.get(partition);
        if (!claims.accept(partition) || holding == null || holding.lane() != null || draining) {
            return;
        }
        var lane = new Lane(claimed, tools, this::fenceLost);
        member.kafka()
                .seek(
                        partition,
                        new OffsetAndMetadata(
                                claimed.fence().next(),
                                Optional.ofNullable(claimed.leaderEpoch()),
                                ""));
        holding.run(lane);
        lanes.put(partition, lane);
        mirror.forget(List.of(partition));
        lane.start();
    }

    /** Not at once: a member that was stopped must get the chance to hear that it was expelled. */
    private void reclaim(Lane lost) {
        takeAnew(
                lost,
                Duration.ofMillis(
                        ThreadLocalRandom.current().nextLong(RECLAIM_MS_MIN, RECLAIM_MS_MAX)));
    }

    private void takeAnew(Lane lost, Duration delay) {
        TopicPartition partition = lost.topicPartition();
        @Nullable Holding holding = holdings.get(partition);
        if (draining || holding == null || holding.lane() != lost) {
            return;
        }
        member.kafka().pause(List.of(partition));
        lost.finish();
        holding.lose();
        lanes.remove(partition);
        order(List.of(partition), delay);
    }

    private List<Lane> take(Collection<TopicPartition> partitions) {
        claims.withdraw(partitions);
        var taken = new ArrayList<Lane>();
        for (TopicPartition partition : partitions) {
            holdings.remove(partition);
            @Nullable Lane lane = lanes.remove(partition);
            if (lane != null) {
                taken.add(lane);
            }
        }
        return taken;
    }

    private static boolean awaitAll(List<Lane> ending, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            boolean all = true;
            for (Lane lane : ending) {
                all &= lane.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
            }
            return all;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
