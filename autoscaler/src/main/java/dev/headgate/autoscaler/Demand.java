// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What comes in and what waits in partitions that are not stalled.
 *
 * @param partitions those, in any order
 * @param ageSeconds of the oldest record in those of them that move
 */
record Demand(List<Share> partitions, double ageSeconds) {

    /**
     * One partition.
     *
     * @param fast records a second that come in, of late
     * @param slow the same over minutes
     * @param backlogRecords that wait, beyond what is only not committed yet
     */
    record Share(PartitionKey key, double fast, double slow, double backlogRecords) {}

    Demand {
        partitions = List.copyOf(partitions);
    }

    /**
     * Of what was seen.
     *
     * @param commitSeconds how long what was settled may be uncommitted; a second more goes by
     *     until it is seen
     */
    static Demand of(
            KafkaSight kafka,
            Map<PartitionKey, PartitionMemory> memories,
            Standstill standstill,
            double commitSeconds) {
        double age = 0;
        List<Share> shares = new ArrayList<>();
        for (PartitionSight each : kafka.partitions()) {
            PartitionMemory memory = Objects.requireNonNull(memories.get(each.key()));
            if (standstill.isStalled(each.key())) {
                continue;
            }
            double fast = memory.fastRate();
            if (standstill.suspects().contains(each.key())) {
                shares.add(new Share(each.key(), fast, memory.slowRate(), 0));
                continue;
            }
            double backlog = Math.max(0, each.lagRecords() - fast * (commitSeconds + 1));
            shares.add(new Share(each.key(), fast, memory.slowRate(), backlog));
            double told = each.oldestAgeSeconds();
            age = Math.max(age, Double.isNaN(told) ? backlog / Math.max(1, fast) : told);
        }
        return new Demand(shares, age);
    }

    /** The rates of late, the smallest first. */
    double[] present() {
        return Loads.sorted(partitions.size(), p -> partitions.get(p).fast());
    }

    /** Records a second that come in, of late. */
    double rate() {
        return Loads.sum(present());
    }

    /** The larger of both rates of each partition, the smallest first. */
    double[] lasting() {
        return Loads.sorted(
                partitions.size(),
                p -> Math.max(partitions.get(p).fast(), partitions.get(p).slow()));
    }

    double backlogRecords() {
        return Loads.sum(Loads.sorted(partitions.size(), p -> partitions.get(p).backlogRecords()));
    }

    /**
     * What has to be settled in a second if all that waits, and some records more, are to be gone
     * in so many seconds; the smallest first.
     *
     * @param more records that will come to wait, which are dealt as arrivals are
     * @param most that one partition can get rid of in a second: more consumers do not help it
     */
    double[] draining(double more, double seconds, double most) {
        double rate = rate();
        return Loads.sorted(
                partitions.size(),
                p -> {
                    Share each = partitions.get(p);
                    double part = rate > 0 ? each.fast() / rate : 0;
                    return Math.min(
                            Math.max(most, each.fast()),
                            each.fast() + (each.backlogRecords() + more * part) / seconds);
                });
    }
}
