// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.plant.PlantSettings;
import dev.headgate.autoscaler.plant.Promise;
import dev.headgate.autoscaler.plant.Scenario;
import dev.headgate.autoscaler.trace.Trial;

/**
 * The begin of a simulation: as many replicas as the first second needs. Whoever is in command is
 * to be judged by the trace, and not by a bad begin.
 */
final class FirstReplicas {

    /** How full they are. */
    private static final double LOAD = 0.8;

    private FirstReplicas() {}

    /** What is simulated, whoever is in command. */
    static Trial trial(Scenario scenario, PlantSettings plant, Promise promise) {
        double needed = scenario.arrivals().at(0) / (LOAD * plant.replicaRate());
        int first =
                Math.clamp(
                        (long) Math.ceil(needed),
                        Math.max(1, promise.minReplicas()),
                        promise.maxReplicas());
        return new Trial(
                new Scenario(
                        scenario.name(),
                        scenario.seconds(),
                        scenario.arrivals(),
                        scenario.shares(),
                        scenario.disturbances(),
                        scenario.firstBacklog(),
                        first),
                plant,
                promise);
    }
}
