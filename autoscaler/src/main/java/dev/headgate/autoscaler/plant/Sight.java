// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.ArrayList;
import java.util.List;

/**
 * What a controller sees of a plant: the present, or what Kafka told last while it is silent. Not
 * for several threads.
 */
final class Sight implements PlantView {

    private final Plant plant;
    private final Topic topic;
    private final Fleet fleet;
    private final Group group;
    private final Conditions conditions;

    /** What Kafka told last; those of the topic itself, unless it is silent. */
    private Offsets offsets;

    private Deal deal;
    private int toldAt;

    Sight(Plant plant, Topic topic, Fleet fleet, Group group, Conditions conditions) {
        this.plant = plant;
        this.topic = topic;
        this.fleet = fleet;
        this.group = group;
        this.conditions = conditions;
        this.offsets = topic.offsets();
        this.deal = group.deal();
    }

    /** Keeps what Kafka told last if it falls silent in this second. */
    void beforeChanges() {
        if (conditions.isKafkaSilent() && offsets == topic.offsets()) {
            offsets = topic.offsets().copy();
        }
    }

    /** Asks Kafka, which may be silent. */
    void afterChanges() {
        if (!conditions.isKafkaSilent()) {
            offsets = topic.offsets();
            deal = group.deal();
            toldAt = plant.second();
        }
    }

    @Override
    public int second() {
        return plant.second();
    }

    @Override
    public int partitions() {
        return topic.partitions();
    }

    @Override
    public int desired() {
        return plant.desired();
    }

    @Override
    public int ready() {
        return fleet.ready().size();
    }

    @Override
    public int holding() {
        return deal.holders();
    }

    @Override
    public boolean stable() {
        return deal.isStable(toldAt);
    }

    @Override
    public boolean kafkaAnswers() {
        return !conditions.isKafkaSilent();
    }

    @Override
    public boolean telemetryAnswers() {
        return !conditions.isTelemetrySilent();
    }

    @Override
    public int topicLife() {
        return offsets.life();
    }

    @Override
    public long endOffset(int partition) {
        return offsets.end(partition);
    }

    @Override
    public long startOffset(int partition) {
        return offsets.start(partition);
    }

    @Override
    public long committedOffset(int partition) {
        return offsets.committed(partition);
    }

    @Override
    public int owner(int partition) {
        return deal.owner(partition);
    }

    @Override
    public double oldestAge(int partition) {
        return telemetryAnswers() && group.isServed(partition, second())
                ? second() - topic.oldest(partition, second())
                : Double.NaN;
    }

    @Override
    public List<Telemetry> replicas() {
        List<Telemetry> told = new ArrayList<>(ready());
        if (telemetryAnswers()) {
            for (Replica each : fleet.ready()) {
                told.add(
                        new Telemetry(
                                each.number(),
                                second() - each.joinsAt(),
                                each.processed(),
                                each.busySeconds()));
            }
        }
        return told;
    }
}
