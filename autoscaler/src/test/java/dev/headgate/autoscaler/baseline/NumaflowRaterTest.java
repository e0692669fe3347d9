// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NumaflowRaterTest {

    private final NumaflowRater rater = new NumaflowRater();

    private int tick(FakePlant plant, int until) {
        return plant.run(
                view -> {
                    rater.tick(view);
                    return view.desired();
                },
                until);
    }

    @Test
    void leavesTheLastCountOutOfTheRate() {
        var plant = new FakePlant(12, 2);
        plant.settling = 300;
        tick(plant, 25);
        plant.settling = 9_000;
        tick(plant, 30);

        // replicas have a counter from second 5 on; (6 - 2) x 5 s x 600 between seconds 5 and 25
        assertThat(rater.rate(30)).isEqualTo(OptionalDouble.of(600));
    }

    @Test
    void knowsWhatWaitsOnAverage() {
        var plant = new FakePlant(12, 2).waiting(10_000);
        tick(plant, 0);
        plant.waiting(20_000);
        tick(plant, 30);

        // (10,000 + 6 x 20,000) / 7 = 18,571.4
        assertThat(rater.pending(30)).isEqualTo(OptionalLong.of(18_571));
    }

    @Test
    void countsAllThatANewReplicaHasReadAndNothingOfOneThatIsGone() {
        var plant = new FakePlant(12, 2);
        plant.settling = 100;
        tick(plant, 10);
        plant.crash();
        tick(plant, 20);

        // seconds 5 to 15: 1,000, and then 500 of the one that stays and 500 of the new one
        assertThat(rater.rate(20)).isEqualTo(OptionalDouble.of(200));
    }

    @Test
    void knowsNothingWhenReplicasHaveBeenSilentForLongerThanItLooksBack() {
        var plant = new FakePlant(12, 2).waiting(5);
        plant.settling = 100;
        tick(plant, 100);
        plant.telemetrySilent = true;
        tick(plant, 220);

        assertThat(rater.rate(210)).isEqualTo(OptionalDouble.of(200));
        assertThat(rater.rate(216)).isEmpty();
        assertThat(rater.pending(215)).isEqualTo(OptionalLong.of(5));
        assertThat(rater.pending(216)).isEmpty();
    }

    @Test
    void keepsWhatWaitedWhileKafkaIsSilent() {
        var plant = new FakePlant(12, 2).waiting(700);
        tick(plant, 10);
        plant.kafkaSilent = true;
        plant.waiting(90_000);
        tick(plant, 200);

        assertThat(rater.pending(200)).isEqualTo(OptionalLong.of(700));
    }

    @Test
    void looksBackFurtherTheLongerNothingIsRead() {
        var plant = new FakePlant(12, 1);
        plant.settling = 10;
        tick(plant, 10);
        plant.settling = 0;

        // the count of second 10 stands still; the last but one is 5 s ago: 75, 135 and 195 s
        tick(plant, 90);
        assertThat(rater.lookBackSeconds()).isEqualTo(120);
        tick(plant, 150);
        assertThat(rater.lookBackSeconds()).isEqualTo(180);
        tick(plant, 210);
        assertThat(rater.lookBackSeconds()).isEqualTo(240);
        tick(plant, 1_200);
        assertThat(rater.lookBackSeconds()).isEqualTo(600);
    }

    @Test
    void looksBackNoFurtherWhenTheStandstillIsLongAgo() {
        var plant = new FakePlant(12, 1);
        plant.settling = 10;
        tick(plant, 10);
        plant.settling = 0;
        tick(plant, 200);
        plant.settling = 10;

        // 190 s of standstill until the count of second 205; three times 240 s later it is over
        tick(plant, 300);
        assertThat(rater.lookBackSeconds()).isEqualTo(240);
        tick(plant, 930);
        assertThat(rater.lookBackSeconds()).isEqualTo(120);
    }
}
