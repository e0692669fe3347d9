// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import dev.headgate.autoscaler.plant.Chance;
import dev.headgate.autoscaler.plant.Disturbance;
import dev.headgate.autoscaler.plant.PlantSettings;
import dev.headgate.autoscaler.plant.Rebalance;
import dev.headgate.autoscaler.plant.Scenario.Shares;
import dev.headgate.autoscaler.plant.StartUp;
import java.util.List;

/**
 * The trials that the autoscaler's constants were found with. A seed varies levels, times and all
 * chance. All have twelve partitions and promise a minute, but for those that say otherwise.
 */
public final class TuningSet {

    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final PlantSettings USUAL = PlantSettings.USUAL;
    private static final StartUp PULLED = new StartUp(30, 40, 0.2, 60, 40, 0.4);

    private TuningSet() {}

    /** All trials of a seed. */
    public static List<Trial> of(long seed) {
        var chance = new Chance(seed);
        return List.of(
                step(chance),
                spikes(chance),
                day(chance),
                flash(chance),
                drift(chance),
                sawtooth(chance),
                skew(chance),
                hotKey(chance),
                poison(chance),
                backlog(chance),
                bursts(chance),
                noise(chance),
                breath(chance),
                crashes(chance),
                heavier(chance),
                pulled(chance),
                eager(chance),
                fine(chance),
                silence(chance));
    }

    private static double about(Chance chance, double value) {
        return value * chance.between(0.85, 1.15);
    }

    private static Trial step(Chance chance) {
        int at = 20 * MINUTE + chance.below(300);
        return new TrialDraft("step", 2 * HOUR)
                .arrivals(Shapes.step(about(chance, 1_500), about(chance, 6_000), at, 80 * MINUTE))
                .trial();
    }

    private static Trial spikes(Chance chance) {
        int first = 20 * MINUTE + chance.below(600);
        return new TrialDraft("spikes", 4 * HOUR)
                .arrivals(
                        Shapes.spikes(
                                about(chance, 1_500),
                                about(chance, 5_000),
                                10 * MINUTE,
                                3 * MINUTE,
                                first))
                .trial();
    }

    private static Trial day(Chance chance) {
        return new TrialDraft("day", 24 * HOUR)
                .arrivals(
                        Shapes.sum(
                                Shapes.day(about(chance, 1_000), about(chance, 7_000), 0),
                                Shapes.wandering(300, 0.5, 600, 24 * HOUR, chance)))
                .trial();
    }

    private static Trial flash(Chance chance) {
        int at = HOUR + chance.below(300);
        return new TrialDraft("flash", 3 * HOUR)
                .arrivals(
                        Shapes.flash(
                                about(chance, 1_000),
                                about(chance, 7_500),
                                at,
                                2 * MINUTE,
                                40 * MINUTE))
                .replicas(2)
                .trial();
    }

    private static Trial drift(Chance chance) {
        return new TrialDraft("drift", 6 * HOUR)
                .arrivals(Shapes.drift(about(chance, 1_000), about(chance, 7_500), 6 * HOUR))
                .replicas(2)
                .trial();
    }

    private static Trial sawtooth(Chance chance) {
        return new TrialDraft("sawtooth", 4 * HOUR)
                .arrivals(Shapes.sawtooth(about(chance, 500), about(chance, 4_500), MINUTE))
                .replicas(4)
                .trial();
    }

    private static Trial skew(Chance chance) {
        return new TrialDraft("skew", 4 * HOUR)
                .arrivals(Shapes.wandering(about(chance, 2_000), 0.2, 900, 4 * HOUR, chance))
                .shares(Shapes.zipf(USUAL.partitions(), 0.9, chance))
                .trial();
    }

    private static Trial hotKey(Chance chance) {
        Shares shares = Shapes.movingHot(USUAL.partitions(), 0.2, 20 * MINUTE);
        return new TrialDraft("hot key", 4 * HOUR)
                .arrivals(Shapes.constant(about(chance, 3_500)))
                .shares(shares)
                .replicas(4)
                .trial();
    }

    private static Trial poison(Chance chance) {
        int partition = chance.below(USUAL.partitions());
        return new TrialDraft("poison", 3 * HOUR)
                .arrivals(Shapes.constant(about(chance, 3_000)))
                .disturbances(new Disturbance.Poison(30 * MINUTE, 3 * HOUR, partition))
                .replicas(4)
                .trial();
    }

    private static Trial backlog(Chance chance) {
        return new TrialDraft("backlog", 2 * HOUR)
                .arrivals(Shapes.constant(about(chance, 2_500)))
                .backlog((long) about(chance, 1_500_000))
                .trial();
    }

    private static Trial bursts(Chance chance) {
        return new TrialDraft("bursts", 3 * HOUR)
                .arrivals(Shapes.spikes(about(chance, 1_500), 12_000, HOUR, 10, 30 * MINUTE))
                .trial();
    }

    private static Trial noise(Chance chance) {
        return new TrialDraft("noise", 6 * HOUR)
                .arrivals(Shapes.wandering(about(chance, 3_000), 0.35, 240, 6 * HOUR, chance))
                .replicas(4)
                .trial();
    }

    private static Trial breath(Chance chance) {
        double mean = about(chance, 3_000);
        return new TrialDraft("breath", 4 * HOUR)
                .arrivals(second -> mean * (1 + 0.5 * Math.sin(2 * Math.PI * second / 2_400)))
                .replicas(4)
                .trial();
    }

    private static Trial crashes(Chance chance) {
        return new TrialDraft("crashes", 3 * HOUR)
                .arrivals(Shapes.constant(about(chance, 3_500)))
                .disturbances(
                        new Disturbance.Crash(30 * MINUTE + chance.below(300), 0.2),
                        new Disturbance.Crash(90 * MINUTE + chance.below(300), 0.5))
                .replicas(5)
                .trial();
    }

    private static Trial heavier(Chance chance) {
        return new TrialDraft("heavier", 3 * HOUR)
                .arrivals(Shapes.constant(about(chance, 3_000)))
                .disturbances(new Disturbance.Rate(HOUR + chance.below(300), 2 * HOUR, 0.5))
                .replicas(4)
                .trial();
    }

    private static Trial pulled(Chance chance) {
        int at = 20 * MINUTE + chance.below(300);
        return new TrialDraft("slow images", 2 * HOUR)
                .arrivals(Shapes.step(about(chance, 1_500), about(chance, 5_000), at, 80 * MINUTE))
                .plant(USUAL.withStartUp(PULLED))
                .trial();
    }

    private static Trial eager(Chance chance) {
        int at = 20 * MINUTE + chance.below(300);
        return new TrialDraft("eager group", 3 * HOUR)
                .arrivals(
                        Shapes.flash(
                                about(chance, 1_500),
                                about(chance, 6_000),
                                at,
                                5 * MINUTE,
                                40 * MINUTE))
                .plant(USUAL.withRebalance(Rebalance.EAGER))
                .trial();
    }

    private static Trial fine(Chance chance) {
        PlantSettings plant = USUAL.withPartitions(48);
        return new TrialDraft("48 partitions", 24 * HOUR)
                .arrivals(
                        Shapes.sum(
                                Shapes.day(about(chance, 2_000), about(chance, 12_000), 0.25),
                                Shapes.wandering(600, 0.5, 600, 24 * HOUR, chance)))
                .plant(plant)
                .replicas(8)
                .trial();
    }

    private static Trial silence(Chance chance) {
        int at = 30 * MINUTE + chance.below(300);
        return new TrialDraft("silent Kafka", 2 * HOUR)
                .arrivals(Shapes.constant(about(chance, 3_000)))
                .disturbances(new Disturbance.Silence(at, at + 2 * MINUTE, true, true))
                .replicas(4)
                .trial();
    }

    /** Where more replicas settle no more, because of what is behind them. */
    public static Trial limited(long seed) {
        var chance = new Chance(seed ^ 0x77);
        return new TrialDraft("limited", 3 * HOUR)
                .arrivals(Shapes.constant(about(chance, 6_000)))
                .disturbances(new Disturbance.Downstream(0, 3 * HOUR, about(chance, 3_500), false))
                .trial();
    }
}
