// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.plant.Disturbance.Crash;
import dev.headgate.autoscaler.plant.Disturbance.Downstream;
import dev.headgate.autoscaler.plant.Disturbance.Markers;
import dev.headgate.autoscaler.plant.Disturbance.OffsetsLost;
import dev.headgate.autoscaler.plant.Disturbance.Poison;
import dev.headgate.autoscaler.plant.Disturbance.Rate;
import dev.headgate.autoscaler.plant.Disturbance.Retention;
import dev.headgate.autoscaler.plant.Disturbance.Silence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds whatever happens, in 20 minutes of much that does. */
class PlantPropertyTest {

    private static final int SECONDS = 1_200;

    private static final Promise PROMISE = new Promise(60, 0, 12);

    private static final List<Disturbance> TROUBLE =
            List.of(
                    new Crash(100, 0.5),
                    new Poison(150, 400, 3),
                    new Rate(200, 500, 0.5),
                    new OffsetsLost(333),
                    new Downstream(450, 700, 1_500, true),
                    new Silence(600, 700, true, true),
                    new Downstream(800, 1_000, 1_500, false),
                    new Crash(900, 1));

    private static Scenario scenario(List<Disturbance> disturbances) {
        double[] shares = new double[12];
        for (int p = 0; p < 12; p++) {
            shares[p] = (p + 1) / 78.0;
        }
        return new Scenario("trouble", SECONDS, _ -> 3_000, _ -> shares, disturbances, 50_000, 3);
    }

    private static Scenario trouble() {
        return scenario(TROUBLE);
    }

    /** Goes up and down, to none and beyond the partitions. */
    private static int restless(PlantView plant) {
        return plant.second() / 37 * 5 % 14;
    }

    @ParameterizedTest
    @EnumSource
    void whatArrivedIsSettledOrWaits(Assignor assignor) {
        PlantSettings settings = PlantSettings.USUAL.withAssignor(assignor);
        var plant = new Plant(trouble(), settings, new Chance(5));
        Map<Integer, Long> settled = new HashMap<>();

        for (int second = 0; second < SECONDS; second++) {
            PlantView view = Plants.until(plant, second);
            view.replicas().forEach(each -> settled.put(each.replica(), each.processed()));
            if (view.kafkaAnswers() && view.telemetryAnswers()) {
                long arrived = IntStream.range(0, 12).mapToLong(view::endOffset).sum();
                long sum = settled.values().stream().mapToLong(Long::longValue).sum();
                assertThat(sum + plant.waiting()).as("second %d", second).isEqualTo(arrived);
            }
            Plants.scale(plant, second < 550 || second > 750 ? restless(view) : 6);
        }
        assertThat(settled).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource
    void offsetsAreInTheirOrder(Rebalance.Protocol protocol) {
        List<Disturbance> more = new ArrayList<>(TROUBLE);
        more.add(new Markers(7));
        more.add(new Retention(480, 0.7));
        var settings = PlantSettings.USUAL.withRebalance(new Rebalance(protocol, 6, 45));
        var plant = new Plant(scenario(more), settings, new Chance(5));

        for (int second = 0; second < SECONDS; second++) {
            PlantView view = Plants.until(plant, second);
            for (int p = 0; p < 12; p++) {
                assertThat(view.committedOffset(p)).isBetween(-1L, view.endOffset(p));
                assertThat(view.startOffset(p)).isBetween(0L, view.endOffset(p));
            }
            Plants.scale(plant, restless(view));
        }
    }

    @Test
    void theSameSeedGivesTheSameScore() {
        Score first = run(1);

        assertThat(run(1)).isEqualTo(first);
        assertThat(run(2)).isNotEqualTo(first);
    }

    private static Score run(long seed) {
        return Run.of(trouble(), PlantSettings.USUAL, PROMISE, PlantPropertyTest::restless, seed);
    }

    @Test
    void allControllersSeeTheSameArrivals() {
        assertThat(arrivals(_ -> 1)).isEqualTo(arrivals(PlantPropertyTest::restless));
    }

    private static List<Long> arrivals(Controller controller) {
        List<Long> seen = new ArrayList<>();
        Controller watching =
                plant -> {
                    if (plant.kafkaAnswers()) {
                        IntStream.range(0, 12).mapToLong(plant::endOffset).forEach(seen::add);
                    }
                    return controller.replicas(plant);
                };
        Run.of(trouble(), PlantSettings.USUAL, PROMISE, watching, 9);
        return seen;
    }
}
