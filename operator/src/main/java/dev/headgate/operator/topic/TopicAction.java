// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of one topic in Kafka; done twice it has the same end. */
public sealed interface TopicAction {

    /** Name of the topic. */
    String topic();

    /**
     * To make it.
     *
     * @param replicationFactor absent for the broker's default
     */
    record Create(
            String topic,
            int partitions,
            @Nullable Integer replicationFactor,
            Map<String, String> configs)
            implements TopicAction {
        public Create {
            configs = Map.copyOf(configs);
        }
    }

    /** To give it more partitions: so many altogether. */
    record Grow(String topic, int partitions) implements TopicAction {}

    /** To change some of its settings and leave the others. */
    record AlterConfigs(String topic, Map<String, String> configs) implements TopicAction {
        public AlterConfigs {
            configs = Map.copyOf(configs);
        }
    }

    /** To delete it with its records: that topic, and no later one of the same name. */
    record Delete(String topic, String topicId) implements TopicAction {}
}
