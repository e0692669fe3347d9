// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.status;

/**
 * What is judged of a pipeline. The first three are judged of every pipeline, in the order in which
 * troubles are summed up; the others are there only while they hold.
 */
public enum ConditionType {
    /** The topics exist in Kafka as the spec wants them. */
    TopicsReady(true),
    /** Events are accepted over HTTP. */
    IngestAvailable(true),
    /** Events land in PostgreSQL. */
    ConsumerAvailable(true),
    /** It works, but a change of it does not get through. */
    Degraded(false),
    /** The number of consumers follows what comes in. */
    ScalingActive(false),
    /** More or fewer consumers were needed, but something stands against it. */
    ScalingLimited(false),
    /** A partition does not move although others do. */
    PartitionStalled(false),
    /** More partitions would help. */
    PartitionGrowthRecommended(false),
    /** A new version of Headgate waits for the pipeline. */
    UpdatePending(false),
    /** The operator changes nothing of it. */
    ReconciliationPaused(false),
    /** It is being deleted. */
    Deleting(false);

    private final boolean always;

    ConditionType(boolean always) {
        this.always = always;
    }

    /** Whether it is judged of every pipeline, and is True when all is well. */
    public boolean always() {
        return always;
    }
}
