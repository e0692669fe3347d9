// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.bench.SloFitController;
import dev.headgate.autoscaler.plant.Controller;
import dev.headgate.autoscaler.plant.Disturbance;
import dev.headgate.autoscaler.plant.PlantSettings;
import dev.headgate.autoscaler.plant.Promise;
import dev.headgate.autoscaler.plant.Run;
import dev.headgate.autoscaler.plant.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whatever comes in. */
class SloFitPropertiesTest {

    private static final Promise PROMISE = new Promise(60, 1, 40);
    private static final int HOUR = 3_600;

    private static double[] even(int partitions) {
        double[] shares = new double[partitions];
        Arrays.fill(shares, 1.0 / partitions);
        return shares;
    }

    private static Scenario scenario(
            int seconds, Scenario.Arrivals arrivals, Disturbance... disturbances) {
        double[] shares = even(PlantSettings.USUAL.partitions());
        return new Scenario(
                "property", seconds, arrivals, _ -> shares, List.of(disturbances), 0, 3);
    }

    private static void run(Scenario scenario, long seed, Controller controller) {
        Run.of(scenario, PlantSettings.USUAL, PROMISE, controller, seed);
    }

    private static Controller autoscaler() {
        return new SloFitController(PROMISE, ScalerConstants.TUNED);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 700, 1_500, 3_000, 4_400, 6_000, 8_500})
    void changesNothingForTwoHoursOnceItHasSettledOnAConstantLoad(int rate) {
        Controller autoscaler = autoscaler();
        List<Integer> changedAt = new ArrayList<>();

        run(
                scenario(4 * HOUR, _ -> rate),
                rate,
                plant -> {
                    int replicas = autoscaler.replicas(plant);
                    if (replicas != plant.desired()) {
                        changedAt.add(plant.second());
                    }
                    return replicas;
                });

        assertThat(changedAt).allMatch(second -> second < 2 * HOUR);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hasNeverMoreConsumersThanPartitionsAndLetsNobodyGoDuringARebalance(long seed) {
        var random = new SplittableRandom(seed);
        double[] rates = random.doubles(24, 0, 14_000).toArray();
        Controller autoscaler = autoscaler();
        int[] falls = {0};

        run(
                scenario(
                        6 * HOUR,
                        second -> rates[second / 900],
                        new Disturbance.Crash(5_000, 0.5),
                        new Disturbance.Silence(7_000, 7_120, true, false)),
                seed,
                plant -> {
                    int replicas = autoscaler.replicas(plant);
                    assertThat(replicas).isBetween(1, plant.partitions());
                    if (replicas < plant.desired()) {
                        falls[0]++;
                        assertThat(plant.stable()).isTrue();
                        assertThat(plant.kafkaAnswers()).isTrue();
                    }
                    return replicas;
                });

        assertThat(falls[0]).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void decidesTheSameHoweverPartitionsAreNumbered(long seed) {
        var random = new SplittableRandom(seed);
        var pipeline = new LookedAt(12, 3);
        var autoscaler = new SloFit(ScalerSettings.of(60, 1, 12));
        ScalerState state = ScalerState.NONE;
        ScalerState renumbered = ScalerState.NONE;
        double[] rates = new double[12];
        for (int i = 0; i < 200; i++) {
            if (i % 20 == 0) {
                double level = random.nextDouble(0, 900);
                Arrays.setAll(rates, _ -> random.nextDouble(0, level + 1));
            }
            if (random.nextInt(4) == 0) {
                pipeline.arrives(10, rates).aged(random.nextInt(40));
            } else {
                pipeline.passes(10, rates).aged(1);
            }
            SloFit.Outcome one = autoscaler.decide(pipeline.seen(), state);
            SloFit.Outcome other = autoscaler.decide(pipeline.seenRenumbered(seed), renumbered);

            assertThat(other.decision().replicas()).isEqualTo(one.decision().replicas());
            assertThat(other.decision().needs()).isEqualTo(one.decision().needs());
            assertThat(other.decision().reason()).isEqualTo(one.decision().reason());
            assertThat(other.decision().inputs()).isEqualTo(one.decision().inputs());
            state = one.state();
            renumbered = other.state();
            pipeline.scaled(one.decision().replicas());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void needsNoFewerBecauseMoreWaits(long seed) {
        var random = new SplittableRandom(seed);
        var autoscaler = new SloFit(ScalerSettings.of(60, 1, 24));
        for (int i = 0; i < 100; i++) {
            double[] rates = random.doubles(24, 0, 500).toArray();
            var pipeline = new LookedAt(24, 12);
            ScalerState state = ScalerState.NONE;
            for (int look = 0; look < 5; look++) {
                state = autoscaler.decide(pipeline.passes(10, rates).seen(), state).state();
            }
            int needed = 0;
            pipeline.passes(10, rates);
            for (int more = 0; more < 12; more++) {
                int partition = random.nextInt(24);
                pipeline.committed[partition] -= random.nextInt(20_000);
                pipeline.ages[partition] += random.nextInt(10);
                int now = autoscaler.decide(pipeline.seen(), state).decision().needs().up();
                assertThat(now).isGreaterThanOrEqualTo(needed);
                needed = now;
            }
        }
    }

    @Test
    void decidesTheSameTwiceFromTheSameState() {
        var pipeline = new LookedAt(12, 3);
        var autoscaler = new SloFit(ScalerSettings.of(60, 1, 24));
        ScalerState state = ScalerState.NONE;
        for (int i = 0; i < 10; i++) {
            pipeline.passes(10, 500);
            assertThat(autoscaler.decide(pipeline.seen(), state))
                    .isEqualTo(autoscaler.decide(pipeline.seen(), state));
            state = autoscaler.decide(pipeline.seen(), state).state();
        }
    }
}
