// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.ScalerSettings.Dealing;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How much the fullest of some replicas has to carry, on average, when a group deals partitions to
 * them. A pipeline is as slow as that one.
 *
 * <p>Implementation note: by count, partitions are shuffled and dealt round; the mean of eight such
 * deals is taken, the same ones each time, over the loads in the order of their size. So neither
 * chance nor the partitions' numbers have a say. By load it is the longest-processing-time rule,
 * which is never more than a third above the best deal.
 */
final class WorstReplica {

    private static final int DEALS = 8;
    private static final long SEED = 0x5eed;

    private WorstReplica() {}

    /**
     * Load of the fullest.
     *
     * @param sorted loads of the partitions, ascending
     * @param replicas 1 or more
     */
    static double load(double[] sorted, int replicas, Dealing dealing) {
        int partitions = sorted.length;
        if (partitions == 0) {
            return 0;
        }
        double most = sorted[partitions - 1];
        if (replicas >= partitions) {
            return most;
        }
        if (sorted[0] == most) {
            return most * Math.ceilDiv(partitions, replicas);
        }
        return switch (dealing) {
            case ByCount -> dealtByCount(sorted, replicas);
            case ByLoad -> dealtByLoad(sorted, replicas);
        };
    }

    private static double dealtByCount(double[] sorted, int replicas) {
        var random = new SplittableRandom(SEED);
        double[] shuffled = sorted.clone();
        double sum = 0;
        for (int deal = 0; deal < DEALS; deal++) {
            for (int i = shuffled.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                double swap = shuffled[i];
                shuffled[i] = shuffled[other];
                shuffled[other] = swap;
            }
            double[] loads = new double[replicas];
            for (int i = 0; i < shuffled.length; i++) {
                loads[i % replicas] += shuffled[i];
            }
            sum += Arrays.stream(loads).max().orElseThrow();
        }
        return sum / DEALS;
    }

    private static double dealtByLoad(double[] sorted, int replicas) {
        double[] loads = new double[replicas];
        for (int i = sorted.length - 1; i >= 0; i--) {
            int least = 0;
            for (int r = 1; r < replicas; r++) {
                if (loads[r] < loads[least]) {
                    least = r;
                }
            }
            loads[least] += sorted[i];
        }
        return Arrays.stream(loads).max().orElseThrow();
    }
}
