// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;

/** Why a whole Kafka cluster gave no answer. Texts are the same each time: they go to a status. */
public sealed interface ClusterTrouble {

    /** What people read, with what to do. */
    String sentence();

    /** It is not known whether the topics are as wanted. */
    default Judgement judgement() {
        return switch (this) {
            case Silent _, NotFound _, TooMany _ ->
                    new Judgement(
                            ConditionType.TopicsReady,
                            Truth.Unknown,
                            ConditionReason.KafkaUnreachable,
                            sentence());
            case LoginRefused _ ->
                    new Judgement(
                            ConditionType.TopicsReady,
                            Truth.False,
                            ConditionReason.KafkaLoginRefused,
                            sentence());
            case NotTrusted _ ->
                    new Judgement(
                            ConditionType.TopicsReady,
                            Truth.False,
                            ConditionReason.KafkaNotTrusted,
                            sentence());
        };
    }

    /** Nobody answered in time. */
    record Silent(String bootstrapServers, long seconds) implements ClusterTrouble {
        @Override
        public String sentence() {
            return "Kafka at %s does not answer within %d s: check that its brokers run, and that the operator's pods may reach them."
                    .formatted(bootstrapServers, seconds);
        }
    }

    /** The addresses or the certificates are of no use. */
    record NotFound(String bootstrapServers) implements ClusterTrouble {
        @Override
        public String sentence() {
            return "No connection to Kafka at %s can be made up: check that its host names exist and that the certificates in its Secrets are PEM."
                    .formatted(bootstrapServers);
        }
    }

    /** It answered, but not to this login. */
    record LoginRefused(String bootstrapServers) implements ClusterTrouble {
        @Override
        public String sentence() {
            return "Kafka at %s refuses the login: check the Secret or the AWS role that spec.kafka, or the operator's settings, name, and that Kafka knows the user."
                    .formatted(bootstrapServers);
        }
    }

    /** No encrypted connection comes about. */
    record NotTrusted(String bootstrapServers) implements ClusterTrouble {
        @Override
        public String sentence() {
            return "No encrypted connection to Kafka at %s comes about: check that ca.crt holds the authority that signed its brokers' certificates, that these name the hosts, that this port takes TLS, and that Kafka trusts the client's certificate if it asks for one."
                    .formatted(bootstrapServers);
        }
    }

    /** The operator holds as many connections as it may. */
    record TooMany(String bootstrapServers, int clustersMax) implements ClusterTrouble {
        @Override
        public String sentence() {
            return "Kafka at %s is not asked: one operator works with at most %d Kafka clusters at a time; install another one for some of the namespaces."
                    .formatted(bootstrapServers, clustersMax);
        }
    }
}
