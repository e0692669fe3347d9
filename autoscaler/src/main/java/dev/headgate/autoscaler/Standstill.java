// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Partitions whose owner commits nothing although their lag grows and others move. More consumers
 * do not help these: what waits in them counts for nothing at first, and after longer they do not
 * count at all.
 *
 * @param suspects those that have stood still for a moment, the stalled ones among them
 * @param stalled those that have for long
 */
record Standstill(Set<PartitionKey> suspects, List<Finding.PartitionStalled> stalled) {

    private static final double SUSPECT_SECONDS_MIN = 12;
    private static final double SUSPECT_COMMITS = 2.5;
    private static final double STALLED_SECONDS_MIN = 90;
    private static final double STALLED_COMMITS = 5;

    static final Standstill NONE = new Standstill(Set.of(), List.of());

    Standstill {
        suspects = Set.copyOf(suspects);
        stalled = List.copyOf(stalled);
    }

    static Standstill of(
            KafkaSight kafka,
            Map<PartitionKey, PartitionMemory> memories,
            double at,
            double commitSeconds) {
        double moment = Math.max(SUSPECT_SECONDS_MIN, SUSPECT_COMMITS * commitSeconds);
        double patience = Math.max(STALLED_SECONDS_MIN, STALLED_COMMITS * commitSeconds);
        // If none moves, it is not the partitions: whatever they are written to may be away.
        boolean someMove =
                memories.values().stream().anyMatch(each -> at - each.advancedAt() < moment);
        if (!kafka.stable() || !someMove) {
            return NONE;
        }
        Set<PartitionKey> suspects = new HashSet<>();
        List<Finding.PartitionStalled> stalled = new ArrayList<>();
        for (PartitionSight each : kafka.partitions()) {
            PartitionMemory memory = Objects.requireNonNull(memories.get(each.key()));
            double still = at - memory.movedAt();
            String owner = each.owner();
            if (owner == null || each.lagRecords() <= memory.lagRecords() || still < moment) {
                continue;
            }
            suspects.add(each.key());
            if (still >= patience) {
                stalled.add(
                        new Finding.PartitionStalled(each.key(), owner, still, each.lagRecords()));
            }
        }
        return new Standstill(suspects, stalled);
    }

    /** Whether it has stood still for long. */
    boolean isStalled(PartitionKey key) {
        return stalled.stream().anyMatch(each -> each.partition().equals(key));
    }
}
