// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.poll.Progress.Settled;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's committed offsets as a lagging mirror of the watermarks, for those who look at lag. The
 * service never reads them back; a commit that fails is counted and made good by the next. Used by
 * the poll thread only.
 */
final class CommitMirror {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommitMirror.class);

    private static final long PERIOD_NS = Duration.ofMillis(500).toNanos();
    private static final long AGAIN_NS = Duration.ofMillis(50).toNanos();

    private final Supplier<Consumer<byte[], byte[]>> kafka;
    private final Runnable onFailure;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long lastNs;

    /** What the commit in flight names; null if there is none. */
    private @Nullable Map<TopicPartition, Long> sent;

    /**
     * Commits by the member's consumer of the moment.
     *
     * @param onFailure told of each commit that Kafka did not take
     */
    CommitMirror(
            Supplier<Consumer<byte[], byte[]>> kafka, Runnable onFailure, LongSupplier nanoTime) {
        this.kafka = kafka;
        this.onFailure = onFailure;
        this.nanoTime = nanoTime;
        this.lastNs = nanoTime.getAsLong();
    }

    /** Commits what is due, without waiting. */
    void tick(Collection<? extends Progress> lanes) {
        long now = nanoTime.getAsLong();
        // One at a time: while Kafka is away, commits must not pile up.
        if (sent != null || now - lastNs < PERIOD_NS) {
            return;
        }
        lastNs = now;
        var due = due(lanes);
        if (due.isEmpty()) {
            return;
        }
        var named = numbers(due);
        sent = named;
        kafka.get()
                .commitAsync(
                        due,
                        (_, failure) -> {
                            sent = null;
                            if (failure == null) {
                                committed.putAll(named);
                            } else {
                                failed(failure);
                            }
                        });
    }

    /**
     * Commits all that Kafka has not acknowledged and waits; false if it did not take it in this
     * time. What a commit in flight names is named again: nobody will be here to make good what
     * becomes of that one. A refusal is tried again, since the group's epoch may have moved between
     * two heartbeats.
     */
    boolean flush(Collection<? extends Progress> lanes, Duration timeout) {
        var due = due(lanes);
        if (due.isEmpty()) {
            return true;
        }
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        while (true) {
            long left = deadline - nanoTime.getAsLong();
            try {
                kafka.get().commitSync(due, Duration.ofNanos(Math.max(0, left)));
                committed.putAll(numbers(due));
                return true;
            } catch (CommitFailedException | RebalanceInProgressException e) {
                failed(e);
                if (left <= AGAIN_NS) {
                    return false;
                }
                LockSupport.parkNanos(AGAIN_NS);
            } catch (KafkaException e) {
                failed(e);
                return false;
            }
        }
    }

    /** Makes the next commit name these again, even if nothing was settled. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(committed::remove);
        if (sent != null) {
            partitions.forEach(sent::remove);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Collection<? extends Progress> lanes) {
        var due = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (Progress lane : lanes) {
            Settled settled = lane.settled();
            if (!Long.valueOf(settled.next()).equals(committed.get(lane.topicPartition()))) {
                due.put(
                        lane.topicPartition(),
                        new OffsetAndMetadata(
                                settled.next(), Optional.ofNullable(settled.leaderEpoch()), ""));
            }
        }
        return due;
    }

    private static Map<TopicPartition, Long> numbers(Map<TopicPartition, OffsetAndMetadata> due) {
        var numbers = new HashMap<TopicPartition, Long>();
        due.forEach((partition, offset) -> numbers.put(partition, offset.offset()));
        return numbers;
    }

    private void failed(Exception failure) {
        onFailure.run();
        LOGGER.atDebug()
                .addKeyValue(LogKey.REASON, failure.getClass().getSimpleName())
                .log("Kafka did not take a commit; the next one makes it good");
    }
}
