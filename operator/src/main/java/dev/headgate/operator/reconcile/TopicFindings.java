// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.growth.GrowthOutcome;
import dev.headgate.operator.resource.TopicStatus;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.topic.KafkaAccess;
import dev.headgate.operator.topic.TopicAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a pipeline's connections and topics came to.
 *
 * @param topics as the status is to show them; what it showed so far where Kafka was not seen
 * @param runnable whether services can work with these topics
 * @param done the changes that were asked of Kafka
 * @param growth how far topics are that grow in order
 * @param access the Kafka that was looked at; nothing if it is not known how to get there
 * @param lookAgain when to look again even if nothing happens; nothing for the usual pause
 */
record TopicFindings(
        List<Judgement> judgements,
        List<TopicStatus> topics,
        boolean runnable,
        List<TopicAction> done,
        GrowthOutcome growth,
        Optional<KafkaAccess> access,
        Optional<Duration> lookAgain) {

    TopicFindings {
        judgements = List.copyOf(judgements);
        topics = List.copyOf(topics);
        done = List.copyOf(done);
    }

    /** The same of the Kafka that was asked. */
    TopicFindings at(KafkaAccess asked) {
        return new TopicFindings(
                judgements, topics, runnable, done, growth, Optional.of(asked), lookAgain);
    }
}
