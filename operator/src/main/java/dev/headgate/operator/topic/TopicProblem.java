// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.status.ConditionReason;

/**
 * Why a topic is not as its pipeline wants it, where only people can help. Texts are the same each
 * time: they go to a status.
 */
public sealed interface TopicProblem {

    /** Name of the topic. */
    String topic();

    /** One word for it. */
    ConditionReason reason();

    /** What people read, with what to do. */
    String sentence();

    /** Somebody else has it. */
    record TopicConflict(String topic, String claimant) implements TopicProblem {
        @Override
        public ConditionReason reason() {
            return ConditionReason.TopicConflict;
        }

        @Override
        public String sentence() {
            return "Topic %s belongs to %s, and two owners would undo each other's changes: choose another topic name, or delete %s first."
                    .formatted(topic, claimant, claimant);
        }
    }

    /** Another operator manages it. */
    record ManagedElsewhere(String topic, ForeignOwner owner) implements TopicProblem {
        @Override
        public ConditionReason reason() {
            return ConditionReason.TopicConflict;
        }

        @Override
        public String sentence() {
            return "Topic %s belongs to %s, and two owners would undo each other's changes: choose another topic name, or hand it over with kubectl --namespace %s annotate kafkatopic %s strimzi.io/managed=false."
                    .formatted(topic, owner.label(), owner.namespace(), owner.name());
        }
    }

    /** It is another topic than the one that was claimed. */
    record TopicRecreated(String topic, String known, String found) implements TopicProblem {
        @Override
        public ConditionReason reason() {
            return ConditionReason.TopicRecreated;
        }

        @Override
        public String sentence() {
            return "Topic %s was deleted and made anew (id %s, before %s); events that had not landed by then are gone. Once you have looked into it, accept the new topic with the annotation %s: \"%s\"."
                    .formatted(topic, found, known, TopicAnnotations.ACCEPT_TOPICS, found);
        }
    }

    /** There are too few brokers for its copies. */
    record ReplicationAboveBrokers(String topic, int copies, int brokers) implements TopicProblem {
        @Override
        public ConditionReason reason() {
            return ConditionReason.ReplicationAboveBrokers;
        }

        @Override
        public String sentence() {
            return "Topic %s cannot be made: it is to have %d copies, and Kafka has %d brokers up. Start brokers, or make the pipeline anew with a smaller replicationFactor."
                    .formatted(topic, copies, brokers);
        }
    }

    /** It exists with another number of copies. */
    record ReplicationDiffers(String topic, int wanted, int found) implements TopicProblem {
        @Override
        public ConditionReason reason() {
            return ConditionReason.ReplicationDiffers;
        }

        @Override
        public String sentence() {
            return "Topic %s has replication factor %d, the spec says %d: reassign its partitions with Kafka's own tool."
                    .formatted(topic, found, wanted);
        }
    }

    /** The operator may not do what it must. */
    record NotAuthorized(String topic, String operation) implements TopicProblem {
        @Override
        public ConditionReason reason() {
            return ConditionReason.TopicNotAuthorized;
        }

        @Override
        public String sentence() {
            return "Kafka does not allow the operator to %s topic %s: grant its user %s on the topic, with kafka-acls or where the cluster keeps its rules."
                    .formatted(operation, topic, acl());
        }

        private String acl() {
            return switch (operation) {
                case "create" -> "Create";
                case "grow" -> "Alter";
                case "configure" -> "AlterConfigs";
                case "delete" -> "Delete";
                default -> "Describe and DescribeConfigs";
            };
        }
    }

    /** Kafka does not know a setting or does not take its value. */
    record InvalidConfig(String topic, String answer) implements TopicProblem {
        @Override
        public ConditionReason reason() {
            return ConditionReason.InvalidTopicConfig;
        }

        @Override
        public String sentence() {
            return "Kafka does not take the settings of topic %s (it says: %s): correct configs of this topic in the spec."
                    .formatted(topic, answer);
        }
    }

    /** Kafka has another reason, such as a policy of its operators. */
    record KafkaRefused(String topic, String operation, String answer) implements TopicProblem {
        @Override
        public ConditionReason reason() {
            return ConditionReason.KafkaRefused;
        }

        @Override
        public String sentence() {
            return "Kafka refuses to %s topic %s (it says: %s): change the spec accordingly, or ask those who run Kafka."
                    .formatted(operation, topic, answer);
        }
    }
}
