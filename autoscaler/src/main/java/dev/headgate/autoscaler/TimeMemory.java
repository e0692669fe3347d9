// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Observation.WorkloadSight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of how long changes take.
 *
 * @param readySeconds how long the last rises took, from the decision until the new consumers held
 *     partitions
 * @param rebalanceSeconds how long the group was unsettled, the last times
 * @param rise the rise that is under way
 * @param unsettledSince since when the group is unsettled; NaN if it is not
 * @param unsettledAt when it was unsettled last; NaN if never
 */
record TimeMemory(
        List<Double> readySeconds,
        List<Double> rebalanceSeconds,
        @Nullable Rise rise,
        double unsettledSince,
        double unsettledAt) {

    private static final int SAMPLES = 20;
    private static final double READY_SECONDS = 45;
    private static final double REBALANCE_SECONDS = 6;

    /** Longest that a new consumer may take. */
    static final double READY_SECONDS_MAX = 600;

    private static final double REBALANCE_SECONDS_MAX = 120;
    private static final double READY_SHARE = 0.9;
    private static final double REBALANCE_SHARE = 0.5;

    static final TimeMemory NONE =
            new TimeMemory(List.of(), List.of(), null, Double.NaN, Double.NaN);

    /** More consumers were asked for. */
    record Rise(double at, int replicas) {}

    TimeMemory {
        readySeconds = List.copyOf(readySeconds);
        rebalanceSeconds = List.copyOf(rebalanceSeconds);
    }

    /** How long a new consumer takes until it works: nine of ten were as fast. */
    double ready() {
        return Math.clamp(
                percentile(readySeconds, READY_SHARE, READY_SECONDS), 1, READY_SECONDS_MAX);
    }

    /**
     * How long partitions stand still that move; as a rule, for after a crash it is much longer.
     */
    double rebalance() {
        return Math.clamp(
                percentile(rebalanceSeconds, REBALANCE_SHARE, REBALANCE_SECONDS),
                1,
                REBALANCE_SECONDS_MAX);
    }

    TimeMemory next(double at, boolean stable, WorkloadSight workload, double secondsBefore) {
        Rise still = rise != null && workload.desired() < rise.replicas() ? null : rise;
        List<Double> ready = readySeconds;
        if (still != null && stable && workload.ready() >= still.replicas()) {
            ready = with(readySeconds, at - still.at());
            still = null;
        }
        if (!stable) {
            double since = Double.isNaN(unsettledSince) ? at : unsettledSince;
            return new TimeMemory(ready, rebalanceSeconds, still, since, at);
        }
        if (Double.isNaN(unsettledSince)) {
            return new TimeMemory(ready, rebalanceSeconds, still, Double.NaN, unsettledAt);
        }
        // It began and ended between two looks; half of each gap is as good a guess as any.
        double took = Math.max(at - unsettledSince - secondsBefore / 2, secondsBefore / 2);
        return new TimeMemory(ready, with(rebalanceSeconds, took), still, Double.NaN, unsettledAt);
    }

    /** Without what was under way. */
    TimeMemory resumed() {
        return new TimeMemory(readySeconds, rebalanceSeconds, null, Double.NaN, unsettledAt);
    }

    TimeMemory rising(double at, int replicas) {
        return new TimeMemory(
                readySeconds,
                rebalanceSeconds,
                new Rise(at, replicas),
                unsettledSince,
                unsettledAt);
    }

    private static List<Double> with(List<Double> samples, double sample) {
        var more = new ArrayList<>(samples);
        more.add(sample);
        return more.size() > SAMPLES ? more.subList(1, more.size()) : more;
    }

    private static double percentile(List<Double> samples, double share, double none) {
        if (samples.isEmpty()) {
            return none;
        }
        List<Double> sorted = samples.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
