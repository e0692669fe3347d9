// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.contract.topic.WantedTopic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one pipeline wants of Kafka.
 *
 * @param requestedPartitions partitions that the platform wishes a topic had, by topic; counts as
 *     far as the topic's growth policy and its most partitions allow
 * @param acceptedIds topics, by Kafka's id, that may take the place of ones that are gone
 * @param foreignOwners objects of other operators that manage topics, by the topic's name; of any
 *     Kafka
 */
public record TopicRequest(
        PipelineIdentity owner,
        List<WantedTopic> wanted,
        Map<String, Integer> requestedPartitions,
        Set<String> acceptedIds,
        Map<String, List<ForeignOwner>> foreignOwners) {

    public TopicRequest {
        wanted = List.copyOf(wanted);
        requestedPartitions = Map.copyOf(requestedPartitions);
        acceptedIds = Set.copyOf(acceptedIds);
        foreignOwners = Map.copyOf(foreignOwners);
    }

    /** Who else manages a topic of that Kafka. */
    Optional<ForeignOwner> foreignOwner(String topic, String clusterId) {
        return foreignOwners.getOrDefault(topic, List.of()).stream()
                .filter(owner -> owner.concerns(clusterId))
                .findFirst();
    }

    /** What a pipeline wants by its spec alone. */
    public static TopicRequest of(PipelineIdentity owner, List<WantedTopic> wanted) {
        return new TopicRequest(owner, wanted, Map.of(), Set.of(), Map.of());
    }
}
