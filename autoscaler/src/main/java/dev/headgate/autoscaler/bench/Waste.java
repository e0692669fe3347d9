// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.plant.Disturbance;
import dev.headgate.autoscaler.plant.Moment;
import dev.headgate.autoscaler.trace.Trial;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts replicas that could bring nothing: while what is behind them bounds what they settle,
 * those beyond as many as would reach that bound. Not for several threads.
 */
final class Waste implements Consumer<Moment> {

    private static final double SECONDS_OF_HOUR = 3_600;

    private final List<Disturbance.Downstream> bounds;
    private final double replicaRate;
    private long replicaSeconds;

    Waste(Trial trial) {
        this.bounds =
                trial.scenario().disturbances().stream()
                        .filter(Disturbance.Downstream.class::isInstance)
                        .map(Disturbance.Downstream.class::cast)
                        .toList();
        this.replicaRate = trial.plant().replicaRate();
    }

    @Override
    public void accept(Moment moment) {
        for (Disturbance.Downstream each : bounds) {
            if (moment.second() >= each.from() && moment.second() < each.to()) {
                int enough = (int) Math.ceil(each.recordsPerSecond() / replicaRate);
                replicaSeconds += Math.max(0, moment.desired() - enough);
            }
        }
    }

    double hours() {
        return replicaSeconds / SECONDS_OF_HOUR;
    }
}
