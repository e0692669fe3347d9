// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.status;

/** Why a condition is as it is. Programs rely on these words: one may be added, none renamed. */
public enum ConditionReason {
    /** Nothing has been looked at yet. */
    NotObserved,
    /** All that is judged is so. */
    AllReady,
    /** Neither the pipeline nor the operator's settings name a Kafka. */
    KafkaNotConfigured,
    /** The Secret for Kafka is not in the pipeline's namespace. */
    KafkaSecretMissing,
    /** The Secret for Kafka lacks a key. */
    KafkaSecretIncomplete,
    /** The Secret for Kafka holds something that is of no use, such as a key in another form. */
    KafkaSecretInvalid,
    /** The Secret for PostgreSQL is not in the pipeline's namespace. */
    DatabaseSecretMissing,
    /** The Secret for PostgreSQL lacks a key. */
    DatabaseSecretIncomplete,
    /** The topics are in Kafka as the spec wants them. */
    TopicsAsWanted,
    /** Topics were made or grown; some of their partitions have no leader yet. */
    TopicsStarting,
    /** Partitions will be added once all earlier events have landed. */
    PartitionsDraining,
    /** Partitions were not added, since earlier events took too long to land. */
    GrowthAborted,
    /** Kafka does not answer. */
    KafkaUnreachable,
    /** Kafka answers, but not to this login. */
    KafkaLoginRefused,
    /** No encrypted connection to Kafka comes about: one side does not trust the other. */
    KafkaNotTrusted,
    /** Kafka does not allow an operation on a topic. */
    TopicNotAuthorized,
    /** Another pipeline or another operator has the topic. */
    TopicConflict,
    /** The topic was deleted and made anew by somebody else. */
    TopicRecreated,
    /** More copies are wanted than Kafka has brokers. */
    ReplicationAboveBrokers,
    /** The topic has another number of copies than the spec says. */
    ReplicationDiffers,
    /** Kafka does not take a setting of the topic. */
    InvalidTopicConfig,
    /** Kafka refuses a change for a reason of its own. */
    KafkaRefused,
    /** Which topics another operator manages could not be read. */
    TopicOwnersUnknown,
    /** Who has which topic could not be read or written. */
    TopicLedgerUnavailable,
    /** The record of who has which topic holds no more entries. */
    TopicLedgerFull,
    /** At least one pod of the service is ready. */
    Available,
    /** No pod of the service is ready yet. */
    PodsStarting,
    /** The newest pods of the service did not become ready in time. */
    RolloutStuck,
    /** The image of the service cannot be pulled. */
    ImageNotPulled,
    /** The pods of the service end again and again. */
    PodsCrashing,
    /** No node takes the pods of the service. */
    PodsUnschedulable,
    /** Kubernetes lets the service make no pods, such as for a quota. */
    PodsRefused,
    /** The service starts once the topics are usable. */
    WaitingForTopics,
    /** The schema is being made or brought up to date; consumers wait. */
    MigrationRunning,
    /** A try to make the schema or bring it up to date failed; it is tried again. */
    MigrationFailing,
    /** The schema could not be made or brought up to date. */
    MigrationFailed,
    /** The consumers stand still, since the pipeline says so. */
    ConsumersPaused,
    /** Nothing comes in, and the pipeline lets no consumer run then. */
    Idle,
    /** The pipeline asks for no consumers. */
    NoConsumers,
    /** The platform decides how many consumers there are. */
    Auto,
    /** The pipeline says how many there are; the platform says what it would do. */
    Recommending,
    /** The pipeline says how many there are. */
    ReplicasInSpec,
    /** Kafka has not told for long how far consumers are. */
    MetricsStale,
    /** There may be no more consumers. */
    AtMax,
    /** More consumers would have no partition. */
    AtPartitions,
    /** More consumers brought nothing: what they write to is at its limit. */
    DownstreamSaturated,
    /** A partition gets more than one consumer can settle. */
    HotPartition,
    /** There may be no consumer, but one is needed for something else than events. */
    ZeroRefused,
    /** The consumer that has it does not get on with it. */
    OwnerStuck,
    /** As many consumers as are needed would not all have a partition. */
    TooFewPartitions,
    /** Partitions cannot be dealt evenly to as many consumers as are needed. */
    UnevenPartitions,
    /** An object of somebody else has the name of one that the pipeline needs. */
    NameTaken,
    /** The API server does not take an object that the pipeline needs, such as for a quota. */
    ObjectRefused,
    /** A new version of Headgate waits for a change of the pipeline. */
    UpdateHeld,
    /** An annotation keeps the operator from changing anything. */
    PausedByAnnotation,
    /** The pipeline is being deleted. */
    BeingDeleted,
    /** Before topics are deleted, the services that use them end. */
    ServicesStopping,
    /** The deletion of topics cannot be brought to an end yet. */
    DeletionWaiting
}
