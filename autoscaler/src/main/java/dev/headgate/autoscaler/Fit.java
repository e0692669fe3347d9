// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Decision.Constraint;
import dev.headgate.autoscaler.ScalerSettings.Dealing;

/**
 * The fewest consumers for some loads.
 *
 * <p>Loads are sorted, the smallest first. A partition that alone is more than a consumer can
 * settle gets one of its own and no more, for none would help it.
 *
 * @param replicaRate records a second that one consumer settles at most
 * @param dealing how the group deals partitions
 */
record Fit(double replicaRate, Dealing dealing) {

    /**
     * Shares of their capacity that consumers may use.
     *
     * @param mean of all together
     * @param worst of the one with the most to do
     */
    record Room(double mean, double worst) {}

    /** A number, and why it is not one less. */
    record Fewest(int replicas, Constraint constraint) {}

    /** The fewest that leave that room, at most so many. */
    int fewest(double[] loads, Room room, int most) {
        return fewest(loads, room, loads, room.worst(), most).replicas();
    }

    /**
     * The fewest that leave that room and settle in time what waits, too.
     *
     * @param draining loads with what waits
     * @param drainWorst share that the one with the most to do may use for these
     */
    Fewest fewest(double[] loads, Room room, double[] draining, double drainWorst, int most) {
        Constraint constraint = Constraint.Least;
        for (int m = 1; m <= most; m++) {
            if (!isMeanWithin(loads, room.mean(), m)) {
                constraint = Constraint.Mean;
            } else if (!isWorstWithin(loads, room.worst(), m)) {
                constraint = Constraint.Worst;
            } else if (!isWorstWithin(draining, drainWorst, m)) {
                constraint = Constraint.Backlog;
            } else {
                return new Fewest(m, constraint);
            }
        }
        return new Fewest(most, Constraint.Most);
    }

    /** Part of their capacity that so many would use. */
    double meanShare(double[] loads, int replicas) {
        return Loads.sum(loads) / (replicas * replicaRate);
    }

    /** Part of its capacity that the one with the most to do would use. */
    double worstShare(double[] loads, int replicas) {
        return WorstReplica.load(loads, replicas, dealing) / replicaRate;
    }

    private boolean isMeanWithin(double[] loads, double share, int replicas) {
        return meanShare(loads, replicas) <= share;
    }

    private boolean isWorstWithin(double[] loads, double share, int replicas) {
        double bearable = Math.max(share * replicaRate, Loads.greatest(loads));
        return WorstReplica.load(loads, replicas, dealing) <= bearable;
    }
}
