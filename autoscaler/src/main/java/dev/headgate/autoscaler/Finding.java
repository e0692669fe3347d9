// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import org.jspecify.annotations.Nullable;

/** Something that whoever runs a pipeline should know, since no number of consumers mends it. */
public sealed interface Finding {

    /**
     * A partition does not move although others do; its load counts for nothing.
     *
     * @param owner instance that has it
     * @param seconds for how long
     * @param lagRecords records that wait in it
     */
    record PartitionStalled(PartitionKey partition, String owner, double seconds, long lagRecords)
            implements Finding {}

    /**
     * A partition gets more than one consumer can settle.
     *
     * @param share of all that comes in
     * @param recordsPerSecond that come into it
     */
    record HotPartition(PartitionKey partition, double share, double recordsPerSecond)
            implements Finding {}

    /**
     * More consumers brought nothing.
     *
     * @param recordsPerSecond most that was settled
     * @param replicas consumers that are enough for that
     */
    record DownstreamSaturated(double recordsPerSecond, int replicas) implements Finding {}

    /**
     * Kafka has not answered for long.
     *
     * @param seconds for how long
     */
    record MetricsStale(double seconds) implements Finding {}

    /** There may be no consumer, but there is one: a sentence says why. */
    record ZeroRefused(String why) implements Finding {}

    /**
     * More partitions would help.
     *
     * @param partitions that there should be
     * @param why what is short of them
     * @param hotPartition the one that is too full; null if that is not why
     */
    record PartitionGrowthRecommended(
            int partitions, Shortage why, @Nullable PartitionKey hotPartition) implements Finding {

        /** What there are too few partitions for. */
        public enum Shortage {
            /** As many consumers as are needed would have none. */
            Replicas,
            /** One gets more than a consumer can settle. */
            HotPartition,
            /** They cannot be dealt evenly, so that consumers are needed only for the rest. */
            Unevenness
        }
    }
}
