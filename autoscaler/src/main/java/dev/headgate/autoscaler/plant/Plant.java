// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import dev.headgate.autoscaler.plant.Disturbance.Crash;
import dev.headgate.autoscaler.plant.Disturbance.Markers;
import dev.headgate.autoscaler.plant.Disturbance.OffsetsLost;
import dev.headgate.autoscaler.plant.Disturbance.Recreated;
import dev.headgate.autoscaler.plant.Disturbance.Retention;
import dev.headgate.autoscaler.plant.Disturbance.Sudden;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A pipeline in simulated seconds: arrivals, replicas that start, join, work, move partitions and
 * leave. Not for several threads.
 *
 * <p>Implementation note: within a second replicas come and go first, then records arrive, are
 * settled and committed, and then the controller is asked. Chance that falls on arrivals is apart
 * from all other, so that two controllers get the same ones. Nothing is settled twice: what a dead
 * replica settled but did not commit is not repeated by its successor.
 */
final class Plant {

    private final Scenario scenario;
    private final int commitSeconds;
    private final List<Sudden> sudden;
    private final Conditions conditions;
    private final Chance arrivals;
    private final Topic topic;
    private final Fleet fleet;
    private final Group group;
    private final Work work;
    private final double[] loads;
    private final Sight sight;
    private double arrivalRate;
    private int second = -1;
    private int desired;

    Plant(Scenario scenario, PlantSettings settings, Chance chance) {
        int partitions = settings.partitions();
        this.scenario = scenario;
        this.commitSeconds = settings.commitSeconds();
        this.sudden =
                scenario.disturbances().stream()
                        .filter(Sudden.class::isInstance)
                        .map(Sudden.class::cast)
                        .toList();
        this.conditions = new Conditions(scenario.disturbances(), partitions);
        this.arrivals = chance.split();
        this.topic = new Topic(partitions);
        this.fleet = new Fleet(settings, chance.split());
        this.group = new Group(settings, topic);
        this.work = new Work(topic, group, settings.partitionRateMax());
        this.loads = new double[partitions];
        this.desired = scenario.firstReplicas();
        begin();
        this.sight = new Sight(this, topic, fleet, group, conditions);
    }

    private void begin() {
        double[] shares = scenario.shares().at(0);
        if (shares.length != loads.length) {
            throw new IllegalArgumentException(
                    "scenario "
                            + scenario.name()
                            + " deals to "
                            + shares.length
                            + " partitions, but the plant has "
                            + loads.length);
        }
        double rate = scenario.arrivals().at(0);
        for (int p = 0; p < loads.length; p++) {
            loads[p] = rate * shares[p];
            topic.arrive(p, 0, Math.round(scenario.firstBacklog() * shares[p]));
        }
        fleet.begin(desired);
        group.begin(fleet.members(), loads);
    }

    /** The next second, up to where a controller is asked. */
    void step() {
        second++;
        conditions.turn(second);
        sight.beforeChanges();
        fleet.turn(second);
        for (Sudden each : sudden) {
            if (each.happens(second)) {
                befall(each);
            }
        }
        group.look(fleet.members(), second, loads);
        arrive();
        fleet.findCapacities(second, conditions.rateFactor());
        work.pass(second, fleet.ready(), conditions);
        commit();
        sight.afterChanges();
    }

    private void befall(Sudden what) {
        switch (what) {
            case Crash crash -> fleet.crash(crash.share(), second);
            case Recreated _ -> topic.recreate();
            case OffsetsLost _ -> topic.loseOffsets();
            case Retention retention -> topic.retain(retention.share());
            case Markers _ -> topic.mark(second);
        }
    }

    private void arrive() {
        arrivalRate = scenario.arrivals().at(second);
        double[] shares = scenario.shares().at(second);
        for (int p = 0; p < loads.length; p++) {
            loads[p] = arrivalRate * shares[p];
            topic.arrive(p, second, arrivals.poisson(loads[p]));
        }
    }

    /** Each replica has its own beat, as replicas do not start in the same second. */
    private void commit() {
        for (Replica each : fleet.ready()) {
            if ((second + each.number()) % commitSeconds == 0) {
                for (int p : each.partitions()) {
                    if (!group.isPaused(p, second)) {
                        topic.commit(p);
                    }
                }
            }
        }
    }

    /**
     * Takes what a controller wants.
     *
     * @param cost of removing a replica, by its number
     */
    void scaleTo(int replicas, IntToDoubleFunction cost) {
        desired = replicas;
        fleet.scaleTo(replicas, second, each -> cost.applyAsDouble(each.number()));
    }

    /** What a controller sees of it, now and later. */
    PlantView sight() {
        return sight;
    }

    /** Seconds since the begin; before the first step -1. */
    int second() {
        return second;
    }

    /** Replicas that were asked for. */
    int desired() {
        return desired;
    }

    /** Records a second that arrive, on average. */
    double arrivalRate() {
        return arrivalRate;
    }

    /** Records that wait. */
    long waiting() {
        return topic.records();
    }

    /** How long the oldest record waits that could be settled, in seconds. */
    int age() {
        int oldest = second;
        for (int p = 0; p < loads.length; p++) {
            if (!conditions.isBlocked(p)) {
                oldest = Math.min(oldest, topic.oldest(p, second));
            }
        }
        return second - oldest;
    }

    /** Partitions that stand still because they move. */
    int paused() {
        int paused = 0;
        for (int p = 0; p < loads.length; p++) {
            paused += group.isPaused(p, second) ? 1 : 0;
        }
        return paused;
    }

    /** Records that waited in partitions when these moved, so far. */
    long movedRecords() {
        return group.movedRecords();
    }
}
