// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import dev.headgate.autoscaler.ScalerConstants;
import dev.headgate.autoscaler.plant.Chance;
import dev.headgate.autoscaler.plant.Disturbance;
import dev.headgate.autoscaler.plant.PlantSettings;
import dev.headgate.autoscaler.plant.Rebalance;
import dev.headgate.autoscaler.plant.StartUp;
import java.util.List;

/**
 * Trials that nothing was tuned with: other forms, plants and promises than those of the {@link
 * TuningSet}.
 *
 * <p>Implementation note: chance depends on the constants, too, so that nobody could have known
 * what would come before they were fixed; who changes one gets other trials.
 */
public final class HeldOutSet {

    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final long FROZEN = ScalerConstants.TUNED.toString().hashCode();
    private static final PlantSettings USUAL = PlantSettings.USUAL;
    private static final PlantSettings LARGE = USUAL.withPartitions(24);
    private static final PlantSettings WEAK = USUAL.withPartitions(24).withReplicaRate(300);
    private static final StartUp SLOW = new StartUp(20, 60, 0.1, 45, 60, 0.3);

    private HeldOutSet() {}

    /** All trials of a seed. */
    public static List<Trial> of(long seed) {
        var chance = new Chance(seed * 0x9e37_79b9L ^ FROZEN);
        return List.of(
                ramp(chance),
                waves(chance),
                twoPeaks(chance),
                flash(chance),
                falling(chance),
                restless(chance),
                skew(chance),
                hotKey(chance),
                poison(chance),
                backlog(chance),
                bursts(chance),
                crashes(chance),
                lighter(chance),
                slow(chance),
                eager(chance),
                patient(chance),
                silence(chance),
                offsets(chance));
    }

    private static double about(Chance chance, double value) {
        return value * chance.between(0.8, 1.2);
    }

    private static Trial ramp(Chance chance) {
        double low = about(chance, 2_000);
        double high = about(chance, 8_500);
        int rise = 8 * MINUTE + chance.below(8 * MINUTE);
        return new TrialDraft("ramp", 3 * HOUR)
                .arrivals(second ->
                        second < HOUR
                                ? low
                                : low + (high - low) * Math.min(1, (second - HOUR) / (double) rise))
                .trial();
    }

    private static Trial waves(Chance chance) {
        double mean = about(chance, 3_500);
        double period = 25 * MINUTE * chance.between(0.8, 1.4);
        return new TrialDraft("waves", 5 * HOUR)
                .arrivals(second -> mean * (1 + 0.6 * Math.sin(2 * Math.PI * second / period)))
                .replicas(4)
                .trial();
    }

    private static Trial twoPeaks(Chance chance) {
        double base = about(chance, 1_500);
        double peak = about(chance, 4_000);
        return new TrialDraft("two peaks", 24 * HOUR)
                .arrivals(second -> {
                    double hour = second / (double) HOUR;
                    double noon = Math.exp(-Math.pow((hour - 12) / 2, 2));
                    double evening = Math.exp(-Math.pow((hour - 20) / 1.5, 2));
                    return base + peak * (noon + 1.2 * evening);
                })
                .plant(LARGE)
                .trial();
    }

    private static Trial flash(Chance chance) {
        int at = 40 * MINUTE + chance.below(900);
        return new TrialDraft("steep flash", 3 * HOUR)
                .arrivals(
                        Shapes.flash(
                                about(chance, 2_000), about(chance, 9_000), at, 45, 20 * MINUTE))
                .plant(LARGE)
                .trial();
    }

    private static Trial falling(Chance chance) {
        return new TrialDraft("falling", 5 * HOUR)
                .arrivals(Shapes.drift(about(chance, 7_000), about(chance, 800), 5 * HOUR))
                .replicas(10)
                .trial();
    }

    private static Trial restless(Chance chance) {
        return new TrialDraft("restless", 6 * HOUR)
                .arrivals(Shapes.wandering(about(chance, 4_000), 0.25, 900, 6 * HOUR, chance))
                .plant(LARGE)
                .replicas(6)
                .trial();
    }

    private static Trial skew(Chance chance) {
        return new TrialDraft("mild skew", 4 * HOUR)
                .arrivals(Shapes.wandering(about(chance, 4_000), 0.2, 1_800, 4 * HOUR, chance))
                .shares(Shapes.zipf(LARGE.partitions(), 0.5, chance))
                .plant(LARGE)
                .replicas(6)
                .trial();
    }

    private static Trial hotKey(Chance chance) {
        return new TrialDraft("moving hot key", 4 * HOUR)
                .arrivals(Shapes.constant(about(chance, 3_500)))
                .shares(Shapes.movingHot(LARGE.partitions(), 0.15, 35 * MINUTE))
                .plant(LARGE)
                .replicas(5)
                .trial();
    }

    private static Trial poison(Chance chance) {
        PlantSettings plant = USUAL.withPartitions(16);
        int from = 20 * MINUTE + chance.below(HOUR);
        return new TrialDraft("poison for a while", 4 * HOUR)
                .arrivals(Shapes.constant(about(chance, 4_000)))
                .disturbances(
                        new Disturbance.Poison(from, from + HOUR, chance.below(16)),
                        new Disturbance.Markers(7))
                .plant(plant)
                .replicas(6)
                .trial();
    }

    private static Trial backlog(Chance chance) {
        return new TrialDraft("backlog", 2 * HOUR)
                .arrivals(Shapes.constant(about(chance, 3_000)))
                .plant(LARGE)
                .backlog((long) about(chance, 2_500_000))
                .replicas(4)
                .trial();
    }

    private static Trial bursts(Chance chance) {
        return new TrialDraft("bursts", 4 * HOUR)
                .arrivals(Shapes.spikes(about(chance, 2_500), 9_000, 40 * MINUTE, 25, 20 * MINUTE))
                .replicas(4)
                .trial();
    }

    private static Trial crashes(Chance chance) {
        return new TrialDraft("crashes", 4 * HOUR)
                .arrivals(Shapes.constant(about(chance, 6_000)))
                .disturbances(
                        new Disturbance.Crash(40 * MINUTE + chance.below(300), 0.3),
                        new Disturbance.Crash(2 * HOUR + chance.below(300), 0.3))
                .plant(LARGE)
                .replicas(9)
                .trial();
    }

    private static Trial lighter(Chance chance) {
        int at = HOUR + chance.below(900);
        return new TrialDraft("heavier, then lighter", 4 * HOUR)
                .arrivals(Shapes.constant(about(chance, 4_500)))
                .disturbances(
                        new Disturbance.Rate(at, at + HOUR, 0.7),
                        new Disturbance.Rate(at + HOUR, 4 * HOUR, 1.5))
                .plant(LARGE)
                .replicas(6)
                .trial();
    }

    private static Trial slow(Chance chance) {
        int at = 30 * MINUTE + chance.below(900);
        return new TrialDraft("slow starts", 3 * HOUR)
                .arrivals(Shapes.step(about(chance, 2_000), about(chance, 5_500), at, 2 * HOUR))
                .plant(USUAL.withStartUp(SLOW))
                .objective(120)
                .trial();
    }

    private static Trial eager(Chance chance) {
        return new TrialDraft("eager group", 6 * HOUR)
                .arrivals(Shapes.drift(about(chance, 1_500), about(chance, 6_500), 5 * HOUR))
                .plant(USUAL.withRebalance(Rebalance.EAGER))
                .trial();
    }

    private static Trial patient(Chance chance) {
        return new TrialDraft("five minutes promised", 6 * HOUR)
                .arrivals(Shapes.wandering(about(chance, 1_200), 0.4, 600, 6 * HOUR, chance))
                .plant(WEAK)
                .objective(300)
                .replicas(6)
                .trial();
    }

    private static Trial silence(Chance chance) {
        int at = 50 * MINUTE + chance.below(900);
        return new TrialDraft("consumers tell nothing", 3 * HOUR)
                .arrivals(Shapes.wandering(about(chance, 3_500), 0.15, 1_200, 3 * HOUR, chance))
                .disturbances(new Disturbance.Silence(at, at + 5 * MINUTE, false, true))
                .replicas(5)
                .trial();
    }

    private static Trial offsets(Chance chance) {
        return new TrialDraft("offsets", 3 * HOUR)
                .arrivals(Shapes.constant(about(chance, 3_000)))
                .disturbances(
                        new Disturbance.OffsetsLost(30 * MINUTE + chance.below(300)),
                        new Disturbance.Recreated(80 * MINUTE + chance.below(300)),
                        new Disturbance.Retention(2 * HOUR + chance.below(300), 0.5))
                .replicas(4)
                .trial();
    }

    /** Where more replicas settle less and less more, because of what is behind them. */
    public static Trial limited(long seed) {
        var chance = new Chance(seed * 0x9e37_79b9L ^ FROZEN ^ 0x77);
        return new TrialDraft("limited", 3 * HOUR)
                .arrivals(Shapes.constant(about(chance, 9_000)))
                .disturbances(new Disturbance.Downstream(0, 3 * HOUR, about(chance, 4_000), true))
                .plant(LARGE)
                .replicas(4)
                .trial();
    }
}
