// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.Observation;
import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import dev.headgate.autoscaler.Observation.ReplicaSight;
import dev.headgate.autoscaler.Observation.Sidework;
import dev.headgate.autoscaler.Observation.WorkloadSight;
import dev.headgate.autoscaler.PartitionKey;
import dev.headgate.autoscaler.ScalerConstants;
import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.autoscaler.ScalerState;
import dev.headgate.autoscaler.SloFit;
import dev.headgate.autoscaler.plant.Controller;
import dev.headgate.autoscaler.plant.PlantView;
import dev.headgate.autoscaler.plant.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * Headgate's own autoscaler in command of a plant: its decisions from what an operator would see,
 * as often as it would look.
 */
public final class SloFitController implements Controller {

    private static final int LOOK_SECONDS = 10;
    private static final int LATE_LOOK_SECONDS = 5;
    private static final double LATE_SHARE = 0.25;
    private static final String TOPIC = "topic";

    private final SloFit autoscaler;
    private final double objectiveSeconds;
    private ScalerState state = ScalerState.NONE;
    private int next;

    /** For a promise. */
    public SloFitController(Promise promise, ScalerConstants constants) {
        this.autoscaler =
                new SloFit(
                        ScalerSettings.of(
                                promise.objectiveSeconds(),
                                promise.minReplicas(),
                                promise.maxReplicas()),
                        constants);
        this.objectiveSeconds = promise.objectiveSeconds();
    }

    @Override
    public int replicas(PlantView plant) {
        if (plant.second() < next) {
            return plant.desired();
        }
        SloFit.Outcome outcome = autoscaler.decide(seen(plant), state);
        state = outcome.state();
        boolean late = outcome.decision().inputs().ageSeconds() > LATE_SHARE * objectiveSeconds;
        next = plant.second() + (late ? LATE_LOOK_SECONDS : LOOK_SECONDS);
        return outcome.decision().replicas();
    }

    private static Observation seen(PlantView plant) {
        List<PartitionSight> partitions = new ArrayList<>();
        for (int p = 0; p < plant.partitions(); p++) {
            int owner = plant.owner(p);
            partitions.add(
                    new PartitionSight(
                            new PartitionKey(TOPIC, p),
                            Integer.toString(plant.topicLife()),
                            plant.endOffset(p),
                            plant.startOffset(p),
                            plant.committedOffset(p),
                            owner < 0 ? null : Integer.toString(owner),
                            plant.oldestAge(p)));
        }
        List<ReplicaSight> replicas =
                plant.replicas().stream()
                        .map(each ->
                                new ReplicaSight(
                                        Integer.toString(each.replica()),
                                        each.uptimeSeconds(),
                                        each.processed(),
                                        each.busySeconds()))
                        .toList();
        return new Observation(
                plant.second(),
                plant.kafkaAnswers() ? new KafkaSight(partitions, plant.stable()) : null,
                replicas,
                new WorkloadSight(plant.desired(), plant.ready(), false),
                Sidework.NONE);
    }
}
