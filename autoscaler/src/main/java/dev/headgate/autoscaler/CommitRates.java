// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import java.util.Map;
import java.util.TreeMap;

/**
 * How fast consumers are by what they commit, for want of anything that they tell themselves.
 *
 * <p>Implementation note: only those count that had more to do than they could, in each of their
 * partitions; others commit what comes in, which says nothing about what they could. Of those nine
 * of ten are as fast as this or slower.
 */
final class CommitRates {

    private static final double SHARE = 0.9;

    private CommitRates() {}

    /**
     * Records a second of one consumer; NaN if none had enough to do.
     *
     * @param before what was remembered of the partitions at the look before
     * @param seconds since then
     */
    static double of(
            KafkaSight kafka,
            Map<PartitionKey, PartitionMemory> before,
            double seconds,
            double commitSeconds) {
        Map<String, Double> rates = new TreeMap<>();
        for (PartitionSight each : kafka.partitions()) {
            String owner = each.owner();
            PartitionMemory known = before.get(each.key());
            if (owner == null || known == null || seconds <= 0) {
                continue;
            }
            double uncommitted = known.fastRate() * (commitSeconds + 1);
            long lagBefore = known.endOffset() - known.committedOffset();
            boolean full = Math.min(lagBefore, each.lagRecords()) > uncommitted;
            double rate = (each.committedOffset() - known.committedOffset()) / seconds;
            rates.merge(owner, full && rate >= 0 ? rate : Double.NaN, Double::sum);
        }
        double[] sorted =
                rates.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(each -> each > 0)
                        .sorted()
                        .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(SHARE * sorted.length) - 1];
    }
}
