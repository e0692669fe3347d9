// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.List;

/**
 * One second of work: each replica shares its capacity among its partitions evenly, none gets more
 * than it has, and what all settle together may be bounded. Not for several threads.
 */
final class Work {

    /** Records; less than that is no capacity left, but an error of rounding. */
    private static final double NOTHING = 1e-9;

    private final Topic topic;
    private final Group group;
    private final double partitionRateMax;
    private final double[] wanted;
    private final double[] given;
    private final double[] rest;

    Work(Topic topic, Group group, double partitionRateMax) {
        this.topic = topic;
        this.group = group;
        this.partitionRateMax = partitionRateMax;
        this.wanted = new double[topic.partitions()];
        this.given = new double[topic.partitions()];
        this.rest = new double[topic.partitions()];
    }

    /** Works; the replicas are those that can, and know their capacities. */
    void pass(int second, List<Replica> replicas, Conditions conditions) {
        for (int p = 0; p < given.length; p++) {
            boolean still = conditions.isBlocked(p) || group.isPaused(p, second);
            wanted[p] = still ? 0 : Math.min((double) topic.records(p), partitionRateMax);
            given[p] = 0;
        }
        double sum = 0;
        for (Replica each : replicas) {
            sum += share(each.partitions(), each.capacity());
        }
        double scale = conditions.bound().scale(sum);
        boolean queue = conditions.bound().isExceeded(sum);
        for (Replica each : replicas) {
            settle(each, scale, queue);
        }
    }

    /** Fills the least wanted first; each round gives the others an equal part of what is left. */
    private double share(int[] partitions, double capacity) {
        double left = capacity;
        int hungry = 0;
        for (int p : partitions) {
            hungry += wanted[p] > 0 ? 1 : 0;
        }
        while (hungry > 0 && left > NOTHING) {
            double part = left / hungry;
            int filled = 0;
            for (int p : partitions) {
                double missing = wanted[p] - given[p];
                if (missing > 0 && missing <= part) {
                    given[p] = wanted[p];
                    left -= missing;
                    filled++;
                }
            }
            if (filled == 0) {
                giveEach(partitions, part);
                left = 0;
            }
            hungry -= filled;
        }
        return capacity - left;
    }

    private void giveEach(int[] partitions, double part) {
        for (int p : partitions) {
            if (given[p] < wanted[p]) {
                given[p] += part;
            }
        }
    }

    /**
     * Settles what is left of what a replica can. It is busy for as long as that takes; if all
     * stand in a queue for what is behind them, for the whole second.
     */
    private void settle(Replica replica, double scale, boolean queue) {
        double used = 0;
        long settled = 0;
        for (int p : replica.partitions()) {
            if (given[p] > 0) {
                used += given[p];
                rest[p] += given[p] * scale;
                long whole = topic.settle(p, (long) rest[p]);
                rest[p] -= whole;
                settled += whole;
            }
        }
        if (used > 0) {
            replica.worked(settled, queue ? 1 : Math.min(1, used / replica.capacity()));
        }
    }
}
