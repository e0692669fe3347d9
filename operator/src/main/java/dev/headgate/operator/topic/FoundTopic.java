// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.Map;

/**
 * A topic as Kafka has it.
 *
 * @param topicId Kafka's id; another one means another topic
 * @param leaderless partitions that have no leader at the moment
 * @param configs all its settings, those by default too
 */
record FoundTopic(
        String name,
        String topicId,
        int partitions,
        int replicationFactor,
        int leaderless,
        Map<String, String> configs) {

    FoundTopic {
        configs = Map.copyOf(configs);
    }
}
