// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Decision.Inputs;
import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import dev.headgate.autoscaler.Observation.ReplicaSight;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an observation says in the light of those before it.
 *
 * @param at when
 * @param seconds since Kafka answered before; 0 if it never did
 * @param partitions all there are
 * @param stable whether the group is settled
 * @param calm whether it has been for as long as consumers need to be back at work
 * @param memories of all partitions
 * @param capacity of consumers
 * @param times of changes
 * @param demand of the partitions that move
 * @param stalled those that do not
 * @param partitionRate records a second that one partition can get rid of at most; infinite if it
 *     can use a whole consumer
 * @param idle whether nothing came in since the look before, and nothing waits
 */
record Insight(
        double at,
        double seconds,
        int partitions,
        boolean stable,
        boolean calm,
        Map<PartitionKey, PartitionMemory> memories,
        CapacityMemory capacity,
        TimeMemory times,
        Demand demand,
        List<Finding.PartitionStalled> stalled,
        double partitionRate,
        boolean idle) {

    private static final double CALM_SECONDS = 35;

    static Insight of(
            Observation seen, KafkaSight kafka, ScalerState before, ScalerSettings settings) {
        double at = seen.atSeconds();
        double seconds = Double.isNaN(before.kafkaAt()) ? 0 : at - before.kafkaAt();
        boolean idle = true;
        Map<PartitionKey, PartitionMemory> memories = new TreeMap<>();
        for (PartitionSight each : kafka.partitions()) {
            PartitionMemory known = before.partitions().get(each.key());
            idle &=
                    each.lagRecords() == 0
                            && known != null
                            && known.endOffset() == each.endOffset();
            memories.put(
                    each.key(),
                    known == null
                            ? PartitionMemory.first(each, at)
                            : seconds > 0 ? known.next(each, at, seconds) : known);
        }
        TimeMemory times = before.times().next(at, kafka.stable(), seen.workload(), seconds);
        CapacityMemory capacity = capacity(seen, kafka, before, seconds, settings.commitSeconds());
        Standstill standstill = Standstill.of(kafka, memories, at, settings.commitSeconds());
        return new Insight(
                at,
                seconds,
                kafka.partitions().size(),
                kafka.stable(),
                kafka.stable() && !(at - times.unsettledAt() < CALM_SECONDS),
                memories,
                capacity,
                times,
                Demand.of(kafka, memories, standstill, settings.commitSeconds()),
                standstill.stalled(),
                partitionRate(seen.replicas(), capacity),
                idle);
    }

    private static CapacityMemory capacity(
            Observation seen,
            KafkaSight kafka,
            ScalerState before,
            double seconds,
            double commitSeconds) {
        boolean settledBefore = Double.isNaN(before.times().unsettledSince());
        boolean mayLearn = kafka.stable() && settledBefore;
        if (!seen.replicas().isEmpty() || !mayLearn) {
            return before.capacity().next(seen.replicas(), mayLearn);
        }
        double rate = CommitRates.of(kafka, before.partitions(), seconds, commitSeconds);
        return before.capacity().next(rate, seconds);
    }

    private static double partitionRate(List<ReplicaSight> replicas, CapacityMemory capacity) {
        int writers = replicas.stream().mapToInt(ReplicaSight::writers).max().orElse(1);
        return writers > 1 && capacity.isKnown()
                ? capacity.recordsPerSecond() / writers
                : Double.POSITIVE_INFINITY;
    }

    /**
     * The partition that gets the most of what comes in, if one gets more than this part of what it
     * can get rid of.
     */
    Optional<Finding.HotPartition> hotPartition(double share) {
        double most = share * Math.min(partitionRate, capacity.recordsPerSecond());
        return demand.partitions().stream()
                .filter(each -> each.fast() > most)
                .max(
                        Comparator.comparingDouble(Demand.Share::fast)
                                .thenComparing(Demand.Share::key, Comparator.reverseOrder()))
                .map(each ->
                        new Finding.HotPartition(
                                each.key(), each.fast() / demand.rate(), each.fast()));
    }

    /** For whoever wants to know what was known. */
    Inputs inputs() {
        return new Inputs(
                seconds > 0 ? demand.rate() : Double.NaN,
                demand.backlogRecords(),
                demand.ageSeconds(),
                capacity.recordsPerSecond(),
                capacity.busyShare(),
                times.ready(),
                times.rebalance());
    }
}
