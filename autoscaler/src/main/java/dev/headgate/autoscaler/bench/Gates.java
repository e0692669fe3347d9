// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.List;

/**
 * What Headgate's autoscaler has to reach beside others, in all trials together that can be kept,
 * on average over seeds.
 */
final class Gates {

    private static final double KEDA_VIOLATION_SHARE = 0.1;
    private static final double KEDA_HOURS_SHARE = 0.8;
    private static final double FLINK_ACTIONS_FACTOR = 3;

    private Gates() {}

    /**
     * A demand.
     *
     * @param factor how many times what the other has there may be
     */
    private record Demand(Measure measure, double factor, Tally other) {

        GateOutcome outcome(Tally mine) {
            double actual = mine.mean(measure);
            double of = other.mean(measure);
            String times = factor == 1 ? "those" : Figures.number(factor) + " times those";
            String demand = measure.heading() + ": at most " + times + " of " + other.name();
            String sentence =
                    "%s has %s, %s has %s, so %s are allowed"
                            .formatted(
                                    mine.name(),
                                    Figures.number(actual),
                                    other.name(),
                                    Figures.number(of),
                                    Figures.number(factor * of));
            return actual <= factor * of
                    ? new GateOutcome.Held(demand, sentence)
                    : new GateOutcome.Missed(demand, sentence);
        }
    }

    /**
     * All demands.
     *
     * @param keda the best KEDA of each trial
     * @param flink the tuned one
     */
    static List<GateOutcome> of(Tally mine, Tally keda, Tally flink) {
        return List.of(
                        new Demand(Measure.ViolationMinutes, KEDA_VIOLATION_SHARE, keda),
                        new Demand(Measure.ReplicaHours, KEDA_HOURS_SHARE, keda),
                        new Demand(Measure.ViolationMinutes, 1, flink),
                        new Demand(Measure.ReplicaHours, 1, flink),
                        new Demand(Measure.Actions, FLINK_ACTIONS_FACTOR, flink))
                .stream()
                .map(demand -> demand.outcome(mine))
                .toList();
    }
}
