// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

/** What came of asking a Kafka cluster about topics. */
sealed interface ClusterReading {

    /** It answered. */
    record Reachable(ClusterSnapshot snapshot) implements ClusterReading {}

    /** It did not. */
    record Unreachable(ClusterTrouble trouble) implements ClusterReading {}
}
