// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import org.jspecify.annotations.Nullable;

/**
 * An object of another operator that manages a topic.
 *
 * @param namespace its namespace
 * @param name its name
 * @param clusterId the Kafka whose topic it is, by Kafka's own id; absent if that is not known
 */
public record ForeignOwner(String namespace, String name, @Nullable String clusterId) {

    /** Whether it may be about a topic of this Kafka: yes, too, where nobody knows. */
    boolean concerns(String kafka) {
        return clusterId == null || clusterId.equals(kafka);
    }

    /** What people call it. */
    String label() {
        return "the KafkaTopic %s/%s".formatted(namespace, name);
    }
}
