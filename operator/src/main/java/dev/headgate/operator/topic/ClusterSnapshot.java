// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Kafka cluster said about some topics at one moment.
 *
 * @param clusterId Kafka's own name of the cluster
 * @param brokers brokers that are up
 * @param defaultReplication copies of each record in a topic that asks for no number; absent if it
 *     was not asked for or may not be known
 * @param topics those that exist, by name
 * @param denied names of those that may not be seen
 */
record ClusterSnapshot(
        String clusterId,
        int brokers,
        @Nullable Integer defaultReplication,
        Map<String, FoundTopic> topics,
        Set<String> denied) {

    ClusterSnapshot {
        topics = Map.copyOf(topics);
        denied = Set.copyOf(denied);
    }
}
