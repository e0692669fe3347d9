// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.resource.TopicStatus;
import dev.headgate.operator.status.Judgement;
import java.util.List;

/** What came of bringing a pipeline's topics to what its spec wants. */
public sealed interface TopicResult {

    /**
     * Kafka was looked at, and changed as far as it could be.
     *
     * @param topics the spec's topics that exist and are the pipeline's own
     * @param usable whether all topics can take records, wanted settings or not
     * @param done the changes that were asked of Kafka
     * @param growths partitions that wait for earlier events to land
     */
    record Looked(
            List<TopicStatus> topics,
            Judgement judgement,
            boolean usable,
            List<TopicAction> done,
            List<PendingGrowth> growths)
            implements TopicResult {
        public Looked {
            topics = List.copyOf(topics);
            done = List.copyOf(done);
            growths = List.copyOf(growths);
        }
    }

    /** Nothing is known; what the status says of topics stays as it is. */
    record Blind(Judgement judgement) implements TopicResult {}

    /** Another operator leads: nothing may be written, neither to Kafka nor to the status. */
    record NotLeading() implements TopicResult {}
}
