// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.landing.Backoff;
import dev.headgate.consumer.landing.FailureClass;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.PartitionClaim;
import dev.headgate.consumer.landing.PartitionClaim.Claimed;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.poll.KafkaTopics.Topic;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.StartFrom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The taking over of assigned partitions, away from the poll thread, which must not wait for the
 * database. A claim is tried until it succeeds or nobody wants its partitions any more.
 */
final class Claims {

    private static final Logger LOGGER = LoggerFactory.getLogger(Claims.class);

    private final KafkaTopics topics;
    private final PartitionClaim claim;
    private final StartFrom startFrom;
    private final Map<TopicPartition, Ticket> wanted = new ConcurrentHashMap<>();

    /** Kafka's id of each topic that was taken over; one entry for each topic that ever was. */
    private final Map<Integer, UUID> topicIds = new ConcurrentHashMap<>();

    /** One order to take partitions; a newer order for the same partition replaces it. */
    private static final class Ticket {
        private final Consumer<List<Claimed>> onClaimed;
        private volatile LaneCondition condition = new LaneCondition.Running();

        Ticket(Consumer<List<Claimed>> onClaimed) {
            this.onClaimed = onClaimed;
        }
    }

    Claims(KafkaTopics topics, PartitionClaim claim, StartFrom startFrom) {
        this.topics = topics;
        this.claim = claim;
        this.startFrom = startFrom;
    }

    /** Orders the partitions to be taken, after a while; the answer comes on another thread. */
    void order(
            Collection<TopicPartition> partitions,
            Duration delay,
            Consumer<List<Claimed>> onClaimed) {
        var ticket = new Ticket(onClaimed);
        partitions.forEach(partition -> wanted.put(partition, ticket));
        Thread.ofVirtual().name("claim").start(() -> serve(ticket, delay));
    }

    /** Nobody wants these any more. */
    void withdraw(Collection<TopicPartition> partitions) {
        partitions.forEach(wanted::remove);
    }

    /** True once for each partition that was taken and is still wanted. */
    boolean accept(TopicPartition partition) {
        return wanted.remove(partition) != null;
    }

    /** True if the topic of a partition that was taken over has another id than this. */
    boolean isOther(PartitionRef taken, UUID topicId) {
        @Nullable UUID known = topicIds.get(taken.topicRef());
        return known != null && !known.equals(topicId);
    }

    /** Those that are wanted and not taken yet, with how that fares. */
    Map<TopicPartition, LaneCondition> waiting() {
        var waiting = new HashMap<TopicPartition, LaneCondition>();
        wanted.forEach((partition, ticket) -> waiting.put(partition, ticket.condition));
        return waiting;
    }

    List<LaneCondition> conditions() {
        return wanted.values().stream().distinct().map(ticket -> ticket.condition).toList();
    }

    private void serve(Ticket ticket, Duration delay) {
        var backoff = Backoff.environment(new SplittableRandom());
        try {
            Thread.sleep(delay);
            for (int attempt = 0; true; attempt++) {
                List<TopicPartition> partitions = partitions(ticket);
                if (partitions.isEmpty()) {
                    return;
                }
                try {
                    ticket.onClaimed.accept(claim.claim(partitions, refs(partitions)));
                    return;
                } catch (ExecutionException | RuntimeException e) {
                    note(ticket, e);
                }
                Thread.sleep(backoff.wait(attempt));
            }
        } catch (InterruptedException _) {
            // Never interrupted by us; if it is, nobody waits for this claim.
        }
    }

    private List<TopicPartition> partitions(Ticket ticket) {
        return wanted.entrySet().stream()
                .filter(entry -> entry.getValue() == ticket)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Integer> refs(List<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        var names = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        var refs = new HashMap<String, Integer>();
        for (var entry : topics.describe(names).entrySet()) {
            int ref = ref(entry.getKey(), entry.getValue());
            topicIds.put(ref, entry.getValue().id());
            refs.put(entry.getKey(), ref);
        }
        return refs;
    }

    /**
     * Asks Kafka outside of any transaction: a slow broker must not hold one open. A topic that is
     * made again under a known name is read from its begin: what it holds came while we were here.
     * So is one of refused events: it is the platform's own, and has none from before.
     */
    private int ref(String name, Topic topic) throws InterruptedException, ExecutionException {
        Optional<Integer> known = claim.topicRef(topic.id());
        if (known.isPresent()) {
            return known.get();
        }
        boolean whole = claim.knows(name) || PipelineNames.isRefusedTopic(name);
        StartFrom from = whole ? StartFrom.Earliest : startFrom;
        return claim.register(name, topic.id(), topics.begin(name, topic.partitions(), from));
    }

    private static void note(Ticket ticket, Exception failure) {
        boolean first = ticket.condition instanceof LaneCondition.Running;
        LandingFailure database = LandingFailure.of(failure);
        String reason =
                failure instanceof ExecutionException
                        ? "Kafka " + failure.getCause()
                        : database.failureClass() + " " + database.sqlState();
        if (first) {
            ticket.condition =
                    failure instanceof ExecutionException
                                    || database.failureClass() == FailureClass.ENVIRONMENT
                            ? new LaneCondition.Waiting(Instant.now(), reason)
                            : new LaneCondition.Stopped(Instant.now(), reason);
            LOGGER.atWarn()
                    .addKeyValue(LogKey.REASON, reason)
                    .log("partitions are assigned and cannot be taken over yet");
        }
    }
}
