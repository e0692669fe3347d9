// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a failed change of a topic means. */
sealed interface KafkaFailure {

    /** The change was made already, or its topic is gone; the next look at Kafka tells. */
    record Overtaken() implements KafkaFailure {}

    /** No answer that lasts: try again later. */
    record Passing() implements KafkaFailure {}

    /** The login is refused. */
    record Login() implements KafkaFailure {}

    /** It will be refused again until people change something. */
    record Lasting(TopicProblem problem) implements KafkaFailure {}

    /**
     * Judges by the class of what Kafka's client threw.
     *
     * @param operation what was tried, as a verb
     */
    static KafkaFailure of(Throwable cause, String topic, String operation) {
        return switch (cause) {
            case TopicExistsException _, UnknownTopicIdException _ -> new Overtaken();
            case UnknownTopicOrPartitionException _ -> new Overtaken();
            // Kafka says so of a topic that has as many partitions, or more.
            case InvalidPartitionsException _ when operation.equals("grow") -> new Overtaken();
            case RetriableException _ -> new Passing();
            case AuthenticationException _ -> new Login();
            case AuthorizationException _ ->
                    new Lasting(new TopicProblem.NotAuthorized(topic, operation));
            case InvalidConfigurationException e ->
                    new Lasting(new TopicProblem.InvalidConfig(topic, answer(e)));
            default -> new Lasting(new TopicProblem.KafkaRefused(topic, operation, answer(cause)));
        };
    }

    private static String answer(Throwable cause) {
        return Optional.ofNullable(cause.getMessage())
                .orElseGet(() -> cause.getClass().getSimpleName());
    }
}
