// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.List;

/** What came of changing topics of a Kafka cluster. */
sealed interface ClusterWriting {

    /** It answered; all but the refused changes are made, or were made before. */
    record Answered(List<TopicProblem> refused) implements ClusterWriting {
        public Answered {
            refused = List.copyOf(refused);
        }
    }

    /** It did not, so any of the changes may have been made or not. */
    record Unreachable(ClusterTrouble trouble) implements ClusterWriting {}
}
