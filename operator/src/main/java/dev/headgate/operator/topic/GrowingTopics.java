// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** What growing topics in order needs of Kafka: how far consumers are, and new partitions. */
public final class GrowingTopics {

    /**
     * An answer that took longer says too little of the present: records that a broker was late to
     * write may have come after it.
     */
    private static final Duration BELIEVED_MAX = Duration.ofSeconds(2);

    /**
     * Partitions are added within this or not at all. Together with what goes before it is less
     * than an ingest process waits after its start.
     */
    private static final Duration GROW_WITHIN = Duration.ofSeconds(1);

    private final KafkaClusters clusters;

    public GrowingTopics(KafkaClusters clusters) {
        this.clusters = clusters;
    }

    /** How much of each topic has not landed; without a topic of which nothing is known. */
    public Map<String, TopicBacklog> backlogs(
            KafkaAccess access, String group, Collection<String> topics) {
        long began = System.nanoTime();
        return switch (clusters.use(access, cluster -> cluster.backlogs(group, topics))) {
            case KafkaClusters.Use.Refused<Map<String, TopicBacklog>> _ -> Map.of();
            case KafkaClusters.Use.Done<Map<String, TopicBacklog>>(
                            Map<String, TopicBacklog> found) ->
                    System.nanoTime() - began > BELIEVED_MAX.toNanos() ? Map.of() : found;
        };
    }

    /**
     * Adds partitions.
     *
     * @return false if Kafka refuses; what it does without an answer shows at the next look
     */
    public boolean grow(KafkaAccess access, String topic, int partitions) {
        var growth = new TopicAction.Grow(topic, partitions);
        return switch (clusters.use(access, cluster -> cluster.growWithin(GROW_WITHIN, growth))) {
            case KafkaClusters.Use.Refused<ClusterWriting> _ -> true;
            case KafkaClusters.Use.Done<ClusterWriting>(ClusterWriting written) ->
                    switch (written) {
                        case ClusterWriting.Unreachable _ -> true;
                        case ClusterWriting.Answered answered -> answered.refused().isEmpty();
                    };
        };
    }
}
