// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BrandwatchRatesTest {

    private final BrandwatchRates rates = new BrandwatchRates();

    /** Looks each ten seconds. */
    private void look(FakePlant plant, int until) {
        plant.run(
                view -> {
                    if (view.second() % 10 == 0) {
                        rates.update(view);
                    }
                    return view.desired();
                },
                until);
    }

    @Test
    void knowsNothingBeforeThreeRates() {
        var plant = new FakePlant(12, 4);
        plant.arriving = 100;
        plant.committing = 90;
        look(plant, 20);

        assertThat(rates.topicRate()).isZero();
        assertThat(rates.replicaRate()).isEmpty();

        look(plant, 30);

        // 12 x 100; 12 x 90 / 4; 12 x 10 x 30 s
        assertThat(rates.topicRate()).isEqualTo(1_200);
        assertThat(rates.replicaRate()).isEqualTo(OptionalDouble.of(270));
        assertThat(rates.lag()).isEqualTo(3_600);
    }

    @Test
    void measuresConsumptionOverMoreThanAMinuteIfAPartitionStandsStill() {
        var plant = new FakePlant(2, 2);
        plant.run(
                view -> {
                    plant.committed[0] += 10;
                    if (view.second() % 10 == 0) {
                        rates.update(view);
                    }
                    return view.desired();
                },
                209);

        // at 70, at 140 and at 210, in 70 s each: 700 / 70 s / 2
        assertThat(rates.replicaRate()).isEmpty();

        plant.committed[0] += 10;
        look(plant, 210);
        assertThat(rates.replicaRate()).isEqualTo(OptionalDouble.of(5));
    }

    @Test
    void leavesOutPartitionsWithoutOffset() {
        var plant = new FakePlant(2, 1);
        plant.end[0] = 70;
        plant.end[1] = 1_000;
        plant.committed[1] = -1;
        look(plant, 0);

        assertThat(rates.lag()).isEqualTo(70);
    }
}
