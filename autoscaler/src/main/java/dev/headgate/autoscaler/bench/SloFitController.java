// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.Observation;
import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import dev.headgate.autoscaler.Observation.ReplicaSight;
import dev.headgate.autoscaler.Observation.Sidework;
import dev.headgate.autoscaler.Observation.WorkloadSight;
import dev.headgate.autoscaler.Pace;
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
import java.util.function.BiConsumer;

/**
 * Headgate's own autoscaler in command of a plant: its decisions from what an operator would see,
 * as often as it would look.
 */
public final class SloFitController implements Controller {

    private static final String TOPIC = "topic";

    private final SloFit autoscaler;
    private final ScalerSettings settings;
    private final BiConsumer<Observation, Decision> watcher;
    private ScalerState state = ScalerState.NONE;
    private int next;

    /** For a promise. */
    public SloFitController(Promise promise, ScalerConstants constants) {
        this(settings(promise), constants, (_, _) -> {});
    }

    /**
     * With these settings.
     *
     * @param watcher is shown each observation and what is decided on it
     */
    public SloFitController(
            ScalerSettings settings,
            ScalerConstants constants,
            BiConsumer<Observation, Decision> watcher) {
        this.autoscaler = new SloFit(settings, constants);
        this.settings = settings;
        this.watcher = watcher;
    }

    /** What a promise means, with consumers that are Headgate's own. */
    public static ScalerSettings settings(Promise promise) {
        return ScalerSettings.of(
                promise.objectiveSeconds(), promise.minReplicas(), promise.maxReplicas());
    }

    @Override
    public int replicas(PlantView plant) {
        if (plant.second() < next) {
            return plant.desired();
        }
        Observation seen = seen(plant);
        SloFit.Outcome outcome = autoscaler.decide(seen, state);
        state = outcome.state();
        watcher.accept(seen, outcome.decision());
        next = plant.second() + (int) Math.ceil(Pace.seconds(outcome.decision(), settings));
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
                                        each.busySeconds(),
                                        1))
                        .toList();
        return new Observation(
                plant.second(),
                plant.kafkaAnswers() ? new KafkaSight(partitions, plant.stable()) : null,
                replicas,
                new WorkloadSight(plant.desired(), plant.ready(), false),
                Sidework.NONE);
    }
}
