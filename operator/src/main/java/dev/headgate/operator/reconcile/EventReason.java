// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

/** Why a Kubernetes event is sent about a pipeline. Programs rely on these words. */
enum EventReason {
    /** Topics were made. */
    TopicsCreated("Normal"),
    /** Topics have more partitions than before. */
    PartitionsIncreased("Normal"),
    /** Ingest holds a topic's events back, so that it can grow in order. */
    GrowthStarted("Normal"),
    /** A topic has grown in order. */
    GrowthDone("Normal"),
    /** A topic was to grow in order and did not. */
    GrowthAborted("Warning"),
    /** Settings of topics were changed to what the spec says. */
    TopicsConfigured("Normal"),
    /** There are more consumers than before. */
    ScaledUp("Normal"),
    /** There are fewer. */
    ScaledDown("Normal"),
    /** More or fewer consumers were needed, but something stands against it. */
    ScalingLimited("Warning"),
    /** More consumers brought nothing. */
    DownstreamSaturated("Warning"),
    /** A partition gets more than one consumer can settle. */
    HotPartition("Warning"),
    /** A partition does not move although others do. */
    PartitionStalled("Warning"),
    /** Kafka has not told for long how far consumers are. */
    MetricsStale("Warning"),
    /** More partitions would help. */
    PartitionGrowthRecommended("Normal"),
    /** A topic belongs to somebody else. */
    TopicConflict("Warning"),
    /** Topics were deleted with their pipeline. */
    TopicsDeleted("Normal"),
    /** Topics were to be deleted with their pipeline and were left behind. */
    TopicsAbandoned("Warning");

    private final String type;

    EventReason(String type) {
        this.type = type;
    }

    /** How Kubernetes sorts it. */
    String type() {
        return type;
    }
}
