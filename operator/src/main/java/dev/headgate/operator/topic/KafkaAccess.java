// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.Map;

/**
 * Where a Kafka cluster is and how to log in. {@link #toString()} shows no secret.
 *
 * @param bootstrapServers comma-separated {@code host:port}
 * @param security Kafka's client settings for encryption and login
 */
public record KafkaAccess(String bootstrapServers, Map<String, String> security) {

    public KafkaAccess {
        security = Map.copyOf(security);
    }

    @Override
    public String toString() {
        return "KafkaAccess[bootstrapServers=%s, security=%s]"
                .formatted(bootstrapServers, security.isEmpty() ? "none" : "***");
    }
}
