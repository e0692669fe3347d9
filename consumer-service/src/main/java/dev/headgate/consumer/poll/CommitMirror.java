// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.ConsumerTotals;
import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.poll.Lane.Settled;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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

    private final GroupMember member;
    private final ConsumerTotals totals;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long lastNs = System.nanoTime();
    private boolean inFlight;

    CommitMirror(GroupMember member, ConsumerTotals totals) {
        this.member = member;
        this.totals = totals;
    }

    /** Commits what is due, without waiting. */
    void tick(Collection<Lane> lanes) {
        long now = System.nanoTime();
        // One at a time: while Kafka is away, commits must not pile up.
        if (inFlight || now - lastNs < PERIOD_NS) {
            return;
        }
        lastNs = now;
        var due = due(lanes);
        if (due.isEmpty()) {
            return;
        }
        due.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        inFlight = true;
        member.kafka()
                .commitAsync(
                        due,
                        (_, failure) -> {
                            inFlight = false;
                            if (failure != null) {
                                // Kafka hands over no offsets together with a failure.
                                failed(due, failure);
                            }
                        });
    }

    /** Commits all and waits; false if Kafka did not take it. */
    boolean flush(Collection<Lane> lanes, Duration timeout) {
        var due = due(lanes);
        if (due.isEmpty()) {
            return true;
        }
        try {
            member.kafka().commitSync(due, timeout);
            due.forEach((partition, offset) -> committed.put(partition, offset.offset()));
            return true;
        } catch (KafkaException e) {
            failed(due, e);
            return false;
        }
    }

    /** Makes the next commit name these again, even if nothing was settled. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(committed::remove);
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Collection<Lane> lanes) {
        var due = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (Lane lane : lanes) {
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

    private void failed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
        totals.commitFailure();
        forget(offsets.keySet());
        LOGGER.atDebug()
                .addKeyValue(LogKey.REASON, failure.getClass().getSimpleName())
                .log("Kafka did not take a commit; the next one makes it good");
    }
}
