// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import dev.headgate.autoscaler.plant.Disturbance;
import dev.headgate.autoscaler.plant.PlantSettings;
import dev.headgate.autoscaler.plant.Promise;
import dev.headgate.autoscaler.plant.Scenario;
import dev.headgate.autoscaler.plant.Scenario.Arrivals;
import dev.headgate.autoscaler.plant.Scenario.Shares;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trial in the making. What is not said is usual: even partitions, nothing that befalls the
 * plant, no backlog, three replicas at first, a minute promised, one replica for each partition at
 * most.
 */
final class TrialDraft {

    private final String name;
    private final int seconds;
    private Arrivals arrivals = Shapes.constant(0);
    private @Nullable Shares shares;
    private List<Disturbance> disturbances = List.of();
    private PlantSettings plant = PlantSettings.USUAL;
    private long backlog;
    private int replicas = 3;
    private double objectiveSeconds = 60;

    TrialDraft(String name, int seconds) {
        this.name = name;
        this.seconds = seconds;
    }

    TrialDraft arrivals(Arrivals given) {
        arrivals = given;
        return this;
    }

    TrialDraft shares(Shares given) {
        shares = given;
        return this;
    }

    TrialDraft disturbances(Disturbance... given) {
        disturbances = List.of(given);
        return this;
    }

    TrialDraft plant(PlantSettings given) {
        plant = given;
        return this;
    }

    /** Records that wait at the begin. */
    TrialDraft backlog(long records) {
        backlog = records;
        return this;
    }

    /** Replicas at the begin. */
    TrialDraft replicas(int count) {
        replicas = count;
        return this;
    }

    TrialDraft objective(double objective) {
        objectiveSeconds = objective;
        return this;
    }

    Trial trial() {
        Shares dealt = shares == null ? Shapes.even(plant.partitions()) : shares;
        return new Trial(
                new Scenario(name, seconds, arrivals, dealt, disturbances, backlog, replicas),
                plant,
                new Promise(objectiveSeconds, 1, plant.partitions()));
    }
}
