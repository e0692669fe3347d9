// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.ConsumerTotals;
import dev.headgate.consumer.DrainReport;
import dev.headgate.consumer.LogKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns Kafka's consumer. It polls all the time, also when every partition is
 * paused, and never waits for the database: whatever happens there, the group keeps this member.
 */
public final class PollLoop {

    private static final Logger LOGGER = LoggerFactory.getLogger(PollLoop.class);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PAUSED = Duration.ofMillis(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LIVE = Duration.ofSeconds(60);

    private final GroupMember member;
    private final List<String> topics;
    private final Assignment assignment;
    private final ConsumerTotals totals;
    private final Thread thread;
    private final CompletableFuture<DrainReport> drained = new CompletableFuture<>();
    private volatile @Nullable Duration drainTimeout;
    private volatile long polledNs = System.nanoTime();
    private volatile boolean joined;
    private volatile @Nullable String problem;
    private volatile @Nullable Throwable failure;

    PollLoop(
            GroupMember member, List<String> topics, Assignment assignment, ConsumerTotals totals) {
        this.member = member;
        this.topics = List.copyOf(topics);
        this.assignment = assignment;
        this.totals = totals;
        this.thread = Thread.ofPlatform().name("poll-loop").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Stops fetching, drains the lanes for at most this time, commits, and leaves the group. */
    DrainReport stop(Duration timeout) throws InterruptedException {
        drainTimeout = timeout;
        thread.join();
        return drained.getNow(new DrainReport(false, 0, 0, Duration.ZERO));
    }

    /** True while the thread lives and polls. */
    public boolean live() {
        return failure == null && System.nanoTime() - polledNs < LIVE.toNanos();
    }

    /** What keeps it from working; null if nothing does. */
    public @Nullable String problem() {
        if (failure != null) {
            return "poll loop ended: " + failure;
        }
        if (drainTimeout != null) {
            return "stopping";
        }
        return joined ? problem : "has not polled yet";
    }

    private void run() {
        try {
            member.kafka().subscribe(topics, assignment);
            while (drainTimeout == null) {
                poll();
                assignment.tick();
            }
            drained.complete(drain(drainTimeout));
        } catch (RuntimeException e) {
            failure = e;
            LOGGER.atError().setCause(e).log("poll loop ended; this process must be restarted");
        } catch (InterruptedException _) {
            LOGGER.atWarn().log("poll loop interrupted");
        } finally {
            assignment.dropAll();
            close();
        }
    }

    private void poll() {
        try {
            pollOnce();
            polledNs = System.nanoTime();
            joined = true;
            problem = null;
        } catch (LogTruncationException e) {
            assignment.truncated(e.offsetOutOfRangePartitions(), offsets(e.divergentOffsets()));
        } catch (OffsetOutOfRangeException e) {
            assignment.outOfRange(e.offsetOutOfRangePartitions());
        } catch (NoOffsetForPartitionException e) {
            assignment.placehold(e.partitions());
        } catch (UnsupportedVersionException e) {
            // Kafka's consumer says so once, and would be silent for ever after.
            if (!member.fallBack()) {
                throw e;
            }
            member.kafka().subscribe(topics, assignment);
        } catch (InterruptException e) {
            throw e;
        } catch (RetriableException | AuthorizationException | AuthenticationException e) {
            polledNs = System.nanoTime();
            note(e);
        } catch (KafkaException e) {
            // Perhaps for good: then liveness turns red, since no poll has worked for too long.
            note(e);
        }
    }

    /**
     * Kafka's consumer does not wait while it has records of a paused partition: it would turn at
     * full speed until a lane has room again. So the wait is made here then.
     */
    private void pollOnce() {
        boolean holding = assignment.isHolding();
        Duration wait = holding ? Duration.ZERO : POLL;
        ConsumerRecords<byte[], byte[]> polled = member.kafka().poll(wait);
        assignment.feed(polled);
        if (holding && polled.isEmpty()) {
            LockSupport.parkNanos(PAUSED.toNanos());
        }
    }

    private static Map<TopicPartition, Long> offsets(
            Map<TopicPartition, OffsetAndMetadata> positions) {
        return positions.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private void note(RuntimeException e) {
        if (problem == null) {
            LOGGER.atWarn().setCause(e).log("Kafka refuses to be polled; trying again");
        }
        problem = e.getClass().getSimpleName();
        LockSupport.parkNanos(RETRY.toNanos());
    }

    /** Keeps polling while the lanes drain: the group must not think that this member is gone. */
    private DrainReport drain(Duration timeout) throws InterruptedException {
        long begin = System.nanoTime();
        long before = totals.settledRecords();
        int partitions = assignment.beginDrain();
        while (!assignment.lanesEnded() && System.nanoTime() - begin < timeout.toNanos()) {
            poll();
        }
        boolean ended = assignment.endDrain();
        return new DrainReport(
                ended,
                totals.settledRecords() - before,
                partitions,
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private void close() {
        try {
            member.close();
        } catch (RuntimeException e) {
            LOGGER.atWarn().addKeyValue(LogKey.REASON, e.toString()).log("Kafka did not let go");
        }
    }
}
