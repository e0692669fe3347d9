// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.plant.Promise;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Twelve partitions, so 1, 2, 3, 4, 6 or 12 replicas; 1,000 records may wait, more are to be
 * settled in 100 s. It looks each 10 s and knows rates from second 30 on.
 */
class BrandwatchTest {

    private static final BrandwatchSettings SETTINGS = new BrandwatchSettings(1_000, 100);

    private final Brandwatch brandwatch = fresh(20);

    private static Brandwatch fresh(int maxReplicas) {
        return new Brandwatch(new Promise(60, 1, maxReplicas), SETTINGS);
    }

    /** So many arrive and so many are committed in each partition in each second. */
    private static FakePlant flowing(int replicas, long arriving, long committing) {
        var plant = new FakePlant(12, replicas);
        plant.arriving = arriving;
        plant.committing = committing;
        return plant;
    }

    @Test
    void addsWhatWaitsToTheRateOfTheTopicAndGoesOneDivisor() {
        FakePlant plant = flowing(2, 100, 50);

        // 1,200 arrive, 300 are consumed by each replica, 18,000 wait at second 30
        // 2 x (1,200 + 18,000/100) / 600 = 4.6, so 5 and then 6; one divisor from 2 is 3
        assertThat(plant.run(brandwatch, 29)).isEqualTo(2);
        assertThat(plant.run(brandwatch, 30)).isEqualTo(3);
    }

    @Test
    void addsNothingUpToTheThreshold() {
        FakePlant plant = flowing(2, 100, 100);
        plant.end[0] = 1_000;

        // 2 x 1,200/1,200
        assertThat(plant.run(brandwatch, 30)).isEqualTo(2);

        FakePlant more = flowing(2, 100, 100);
        more.end[0] = 1_001;

        // 2 x (1,200 + 10.01)/1,200 = 2.02
        assertThat(more.run(fresh(20), 30)).isEqualTo(3);
    }

    @Test
    void coolsOffForFiveMinutesAfterAChange() {
        FakePlant plant = flowing(2, 100, 50);
        plant.run(brandwatch, 30);

        assertThat(plant.run(brandwatch, 329)).isEqualTo(3);
        assertThat(plant.run(brandwatch, 330)).isEqualTo(4);
    }

    @Test
    void coolsOffForFiveMinutesAfterAReplicaWasNotReady() {
        FakePlant plant = flowing(2, 100, 50);
        plant.startSeconds = 25;
        plant.run(brandwatch, 30);

        // not all were ready at second 50
        assertThat(plant.run(brandwatch, 349)).isEqualTo(3);
        assertThat(plant.run(brandwatch, 350)).isEqualTo(4);
    }

    @Test
    void goesToADivisorFromWhereItFindsItself() {
        assertThat(flowing(5, 100, 100).run(brandwatch, 300)).isEqualTo(6);
    }

    @Test
    void mayGoAboveTheMostReplicasToADivisor() {
        // 20 times as many wanted, 5 allowed; the first divisor that is no less is 6
        assertThat(flowing(4, 1_000, 50).run(fresh(5), 30)).isEqualTo(6);
    }

    @Test
    void holdsWhenTheTopicIsIdle() {
        // 4 x 0/0 is no number
        assertThat(flowing(4, 0, 0).run(brandwatch, 1_000)).isEqualTo(4);

        FakePlant draining = flowing(4, 0, 1);
        Arrays.fill(draining.end, 80);

        // 4 x 0/12 = 0, which means that nothing is known; later 60 s of 12 are too few, too
        assertThat(draining.run(fresh(20), 80)).isEqualTo(4);
    }

    @Test
    void holdsWhileKafkaIsSilent() {
        FakePlant plant = flowing(2, 100, 50);
        plant.run(brandwatch, 25);
        plant.kafkaSilent = true;

        assertThat(plant.run(brandwatch, 600)).isEqualTo(2);
        plant.kafkaSilent = false;
        assertThat(plant.run(brandwatch, 610)).isEqualTo(3);
    }

    @Test
    void remembersTheGreatestRateOfFifteenMinutes() {
        FakePlant plant = flowing(2, 100, 100);
        plant.run(brandwatch, 100);
        plant.arriving = 200;
        plant.run(brandwatch, 109);
        plant.run(brandwatch, 110);
        plant.arriving = 100;

        // 2,400 arrived at the most, 12,000 wait, 600 is the most that a replica has consumed
        // 2 x 2,520/1,200 = 4.2 : 3 at 110; 3 x 2,520/1,800 = 4.2 : 4; 4 x 2,520/2,400 = 4.2 : 6
        assertThat(plant.run(brandwatch, 409)).isEqualTo(3);
        assertThat(plant.run(brandwatch, 709)).isEqualTo(4);
        assertThat(plant.run(brandwatch, 1_009)).isEqualTo(6);
        // the 90 samples of 120 to 1,010 have seen 1,200: 6 x 1,320/3,600 = 2.2, so 3, by way of 4
        assertThat(plant.run(brandwatch, 1_309)).isEqualTo(4);
        assertThat(plant.run(brandwatch, 1_310)).isEqualTo(3);
        // 3 x 1,320/1,800 = 2.2
        assertThat(plant.run(brandwatch, 3_000)).isEqualTo(3);
    }
}
