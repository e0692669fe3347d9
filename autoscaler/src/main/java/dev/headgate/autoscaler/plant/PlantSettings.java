// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/**
 * What a plant is made of, whatever comes to it.
 *
 * @param partitions partitions of its topics together, 1 or more
 * @param replicaRate records a second that a warm replica settles at most
 * @param rateNoise how far that rate wanders, as a share of it: standard deviation over minutes
 * @param partitionRateMax records a second that one partition gives at most, however fast its
 *     replica is; infinite where nothing limits it
 * @param startUp how long a replica takes until it works
 * @param rebalance what a change of members costs
 * @param assignor who deals partitions
 * @param commitSeconds how often positions are committed, which is all that lag is known by
 */
public record PlantSettings(
        int partitions,
        double replicaRate,
        double rateNoise,
        double partitionRateMax,
        StartUp startUp,
        Rebalance rebalance,
        Assignor assignor,
        int commitSeconds) {

    /** Twelve partitions, replicas that settle 1,000 records a second, Kafka 4. */
    public static final PlantSettings USUAL =
            new PlantSettings(
                    12,
                    1_000,
                    0.05,
                    Double.POSITIVE_INFINITY,
                    StartUp.USUAL,
                    Rebalance.INCREMENTAL,
                    Assignor.Uniform,
                    1);

    public PlantSettings {
        if (partitions < 1 || replicaRate <= 0 || partitionRateMax <= 0 || commitSeconds < 1) {
            throw new IllegalArgumentException(
                    "a plant needs partitions, rates and a commit interval");
        }
        if (rateNoise < 0) {
            throw new IllegalArgumentException("a standard deviation is not negative");
        }
    }

    /** The same with another number of partitions. */
    public PlantSettings withPartitions(int number) {
        return new PlantSettings(
                number,
                replicaRate,
                rateNoise,
                partitionRateMax,
                startUp,
                rebalance,
                assignor,
                commitSeconds);
    }

    /** The same with replicas of another rate. */
    public PlantSettings withReplicaRate(double recordsPerSecond) {
        return new PlantSettings(
                partitions,
                recordsPerSecond,
                rateNoise,
                partitionRateMax,
                startUp,
                rebalance,
                assignor,
                commitSeconds);
    }

    /** The same with replicas whose rate wanders that far, as a share of it. */
    public PlantSettings withRateNoise(double deviation) {
        return new PlantSettings(
                partitions,
                replicaRate,
                deviation,
                partitionRateMax,
                startUp,
                rebalance,
                assignor,
                commitSeconds);
    }

    /** The same with replicas that take another time to start. */
    public PlantSettings withStartUp(StartUp other) {
        return new PlantSettings(
                partitions,
                replicaRate,
                rateNoise,
                partitionRateMax,
                other,
                rebalance,
                assignor,
                commitSeconds);
    }

    /** The same with another price of changes. */
    public PlantSettings withRebalance(Rebalance other) {
        return new PlantSettings(
                partitions,
                replicaRate,
                rateNoise,
                partitionRateMax,
                startUp,
                other,
                assignor,
                commitSeconds);
    }

    /** The same with another assignor. */
    public PlantSettings withAssignor(Assignor other) {
        return new PlantSettings(
                partitions,
                replicaRate,
                rateNoise,
                partitionRateMax,
                startUp,
                rebalance,
                other,
                commitSeconds);
    }

    /** The same with partitions that give no more than this. */
    public PlantSettings withPartitionRateMax(double recordsPerSecond) {
        return new PlantSettings(
                partitions,
                replicaRate,
                rateNoise,
                recordsPerSecond,
                startUp,
                rebalance,
                assignor,
                commitSeconds);
    }
}
