// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Finding.PartitionGrowthRecommended;
import dev.headgate.autoscaler.Finding.PartitionGrowthRecommended.Shortage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether more partitions would help, and how many there should be.
 *
 * @param memory after the look
 * @param findings the recommendation, if there is one
 */
record GrowthAdvice(GrowthMemory memory, List<Finding> findings) {

    /**
     * Numbers with many divisors, so that they can be dealt evenly to most numbers of consumers.
     */
    private static final int[] LADDER = {12, 24, 36, 48, 60, 72, 96, 120, 144, 180, 240, 360};

    private static final int PARTITIONS_PER_REPLICA = 4;
    private static final double SHORT_SECONDS = 900;
    private static final double LOSS = 1.3;

    static GrowthAdvice of(
            GrowthMemory before,
            Insight insight,
            Requirement requirement,
            ScalerConstants constants,
            ScalerSettings settings) {
        if (!insight.capacity().isKnown()) {
            return new GrowthAdvice(before, List.of());
        }
        double replicaRate = insight.capacity().recordsPerSecond();
        double rate = requirement.rate();
        double ideal = rate / (constants.upMeanShare() * replicaRate);
        int partitions = insight.partitions();
        Optional<Finding.HotPartition> hot = insight.hotPartition(constants.upWorstShare());
        boolean tooFew = ideal > partitions && settings.maxReplicas() > partitions;
        GrowthMemory memory =
                before.next(
                        insight.at(),
                        insight.seconds(),
                        tooFew,
                        hot.isPresent(),
                        rate,
                        requirement.needs().up(),
                        Math.max(1, Math.ceil(ideal)));
        Shortage why = shortage(memory, insight.at());
        int better = better(memory.peakRate() / replicaRate, partitions, constants);
        if (why == null || better <= partitions) {
            return new GrowthAdvice(memory, List.of());
        }
        PartitionKey hottest =
                why == Shortage.HotPartition
                        ? hot.map(Finding.HotPartition::partition).orElse(null)
                        : null;
        return new GrowthAdvice(
                memory, List.of(new PartitionGrowthRecommended(better, why, hottest)));
    }

    private static @Nullable Shortage shortage(GrowthMemory memory, double at) {
        if (at - memory.shortSince() >= SHORT_SECONDS) {
            return Shortage.Replicas;
        }
        if (at - memory.hotSince() >= SHORT_SECONDS) {
            return Shortage.HotPartition;
        }
        boolean dayLong = at - memory.since() >= GrowthMemory.DAY_SECONDS;
        return dayLong && memory.needed() > LOSS * memory.ideal() ? Shortage.Unevenness : null;
    }

    private static int better(double peakReplicas, int partitions, ScalerConstants constants) {
        double replicas = Math.ceil(peakReplicas / constants.upMeanShare());
        double enough = Math.max(PARTITIONS_PER_REPLICA * replicas, partitions + 1.0);
        for (int each : LADDER) {
            if (each >= enough) {
                return each;
            }
        }
        return LADDER[LADDER.length - 1];
    }
}
