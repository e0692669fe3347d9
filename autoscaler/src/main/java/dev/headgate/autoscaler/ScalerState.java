// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that is remembered between two decisions. It is a value: whoever decides twice from
 * the same one decides the same.
 *
 * @param since when the first look was; NaN before it
 * @param kafkaAt when Kafka answered last; NaN if it never did
 * @param partitions what is remembered of each
 * @param capacity of consumers
 * @param times of changes
 * @param changes of their number
 * @param guard against what more consumers do not help
 * @param idleSince since when nothing came in and nothing waited; NaN if something does
 * @param growth of what is short of partitions
 */
public record ScalerState(
        double since,
        double kafkaAt,
        Map<PartitionKey, PartitionMemory> partitions,
        CapacityMemory capacity,
        TimeMemory times,
        ChangeMemory changes,
        GuardMemory guard,
        double idleSince,
        GrowthMemory growth) {

    public ScalerState {
        partitions = Map.copyOf(partitions);
    }

    /** Of somebody who has seen nothing yet. */
    public static final ScalerState NONE =
            new ScalerState(
                    Double.NaN,
                    Double.NaN,
                    Map.of(),
                    CapacityMemory.NONE,
                    TimeMemory.NONE,
                    ChangeMemory.NONE,
                    DownstreamGuard.NONE,
                    Double.NaN,
                    GrowthMemory.NONE);

    /** The same after a look at which Kafka did not answer. */
    ScalerState unheard(double at) {
        return Double.isNaN(since)
                ? new ScalerState(
                        at, kafkaAt, partitions, capacity, times, changes, guard, idleSince, growth)
                : this;
    }

    /**
     * For whoever goes on from it, perhaps long after it was kept. What was under way then has
     * ended at a time that nobody saw; a state of a time to come is none.
     */
    public ScalerState resumed(double at) {
        return heardAt() > at
                ? NONE
                : new ScalerState(
                        since,
                        kafkaAt,
                        partitions,
                        capacity,
                        times.resumed(),
                        changes,
                        guard,
                        idleSince,
                        growth);
    }

    /** Records a second that one consumer settles when it does nothing else; NaN while unknown. */
    public double replicaRate() {
        return capacity.recordsPerSecond();
    }

    /** How many partitions each topic had at the last look. */
    public Map<String, Integer> partitionsByTopic() {
        var count = new TreeMap<String, Integer>();
        partitions.keySet().forEach(each -> count.merge(each.topic(), 1, Integer::sum));
        return count;
    }

    /** When Kafka answered last; when the first look was, if it never did. */
    double heardAt() {
        return Double.isNaN(kafkaAt) ? since : kafkaAt;
    }
}
