// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.List;

/**
 * What comes to a plant, and what befalls it.
 *
 * @param name for tables
 * @param seconds how long it lasts, 1 or more
 * @param arrivals how much arrives
 * @param shares how that is dealt to partitions
 * @param disturbances what befalls the plant
 * @param firstBacklog records that wait at the begin, dealt as the first arrivals are; they count
 *     as arrived in second 0
 * @param firstReplicas replicas that work at the begin, warm and with partitions, 1 or more
 */
public record Scenario(
        String name,
        int seconds,
        Arrivals arrivals,
        Shares shares,
        List<Disturbance> disturbances,
        long firstBacklog,
        int firstReplicas) {

    /** How much arrives. */
    @FunctionalInterface
    public interface Arrivals {
        /** Records in that second, on average. */
        double at(int second);
    }

    /** How it is dealt. */
    @FunctionalInterface
    public interface Shares {
        /**
         * The share of each partition in that second; they add up to 1. The array is the callee's.
         */
        double[] at(int second);
    }

    public Scenario {
        disturbances = List.copyOf(disturbances);
        if (seconds < 1 || firstReplicas < 1 || firstBacklog < 0) {
            throw new IllegalArgumentException(
                    "a scenario needs time, a first replica and no negative backlog");
        }
    }
}
