// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.plant.Promise;
import org.junit.jupiter.api.Test;

/** It looks at seconds 0, 30, 60 and so on, and knows enough at 30. */
class NumaflowTest {

    private final Numaflow numaflow = new Numaflow(new Promise(60, 1, 20));

    /** Replicas that read 500 records a second each. */
    private static FakePlant reading(int replicas, long waiting) {
        FakePlant plant = new FakePlant(12, replicas).waiting(waiting);
        plant.settling = 500;
        return plant;
    }

    @Test
    void asksForWhatSettlesAllInTwentySeconds() {
        // 45,000 / 2,000 = 22.5 s; 22.5/20 x 4 = 4.5, rounded up
        FakePlant plant = reading(4, 45_000);

        assertThat(plant.run(numaflow, 29)).isEqualTo(4);
        assertThat(plant.run(numaflow, 30)).isEqualTo(5);
    }

    @Test
    void roundsDownBelowAHalf() {
        // 44,900 / 2,000 / 20 x 4 = 4.49
        assertThat(reading(4, 44_900).run(numaflow, 30)).isEqualTo(4);
    }

    @Test
    void countsReadyReplicasOnly() {
        FakePlant plant = reading(4, 400_000);
        plant.startSeconds = 200;
        plant.run(numaflow, 119);
        plant.waiting(56_000);

        // 40 were wanted, 6 are asked for since second 30, 4 are ready. At second 120 what waits is
        // (24 x 400,000 + 56,000) / 25 = 386,240: 386,240/2,000/20 x 4 = 38.6, so two more
        assertThat(plant.run(numaflow, 120)).isEqualTo(8);
        // at 210: (6 x 400,000 + 19 x 56,000) / 25 = 138,560 : 13.9
        assertThat(plant.run(numaflow, 210)).isEqualTo(10);
        // two are ready since 231: at 300 all is 56,000, and of 115 s 70 had 6 readers: 2,608.7/s
        // 56,000/2,608.7/20 x 6 = 6.4; with all ten that were asked for it were 10.7
        assertThat(plant.run(numaflow, 300)).isEqualTo(8);
    }

    @Test
    void goesTwoAtATimeAndNotBeforeNinetySecondsHavePassed() {
        FakePlant plant = reading(2, 200_000);

        // 200,000 / 1,000 / 20 x 2 = 20, and no fewer later
        assertThat(plant.run(numaflow, 30)).isEqualTo(4);
        assertThat(plant.run(numaflow, 119)).isEqualTo(4);
        assertThat(plant.run(numaflow, 120)).isEqualTo(6);
        assertThat(plant.run(numaflow, 209)).isEqualTo(6);
        assertThat(plant.run(numaflow, 210)).isEqualTo(8);
    }

    @Test
    void asksForNoMoreReplicasThanRecordsThatWait() {
        FakePlant plant = new FakePlant(12, 2).waiting(3);
        plant.fleet.forEach(each -> each.processed = 100);
        plant.run(numaflow, 9);
        plant.fleet.getFirst().processed++;

        // one record in 25 s: 3 / 0.04 / 20 x 2 = 7.5, so 8, but 3 wait
        assertThat(plant.run(numaflow, 30)).isEqualTo(3);
    }

    @Test
    void staysWithinItsBounds() {
        var bounded = new Numaflow(new Promise(60, 3, 5));

        assertThat(reading(4, 1_000_000).run(bounded, 30)).isEqualTo(5);
        assertThat(reading(4, 1_000).run(new Numaflow(new Promise(60, 3, 5)), 30)).isEqualTo(3);
        assertThat(reading(9, 1_000).run(new Numaflow(new Promise(60, 3, 5)), 30)).isEqualTo(3);
        assertThat(reading(4, 1_000).run(new Numaflow(new Promise(60, 4, 4)), 300)).isEqualTo(4);
    }

    @Test
    void sleepsWhenNothingComesAndPeeksAfterTwoMinutes() {
        var toZero = new Numaflow(new Promise(60, 0, 20));
        FakePlant plant = new FakePlant(12, 3);
        plant.fleet.forEach(each -> each.processed = 100);

        assertThat(plant.run(toZero, 30)).isEqualTo(1);
        assertThat(plant.run(toZero, 119)).isEqualTo(1);
        assertThat(plant.run(toZero, 239)).isZero();
        assertThat(plant.run(toZero, 240)).isEqualTo(1);
        // it has read nothing and therefore has no counter, without which nothing is decided
        assertThat(plant.run(toZero, 1_200)).isEqualTo(1);
    }

    @Test
    void holdsWhenReplicasHaveBeenSilentForLong() {
        FakePlant plant = reading(4, 40_000);
        plant.run(numaflow, 100);
        plant.telemetrySilent = true;
        plant.waiting(900_000);

        // 40,000 / 2,000 / 20 x 4 = 4 as long as it looks back at what it knew
        assertThat(plant.run(numaflow, 600)).isEqualTo(4);
    }

    @Test
    void followsAWaveTooSlowly() {
        FakePlant plant = reading(2, 200_000);

        assertThat(plant.run(numaflow, 210)).isEqualTo(8);
        plant.waiting(0);
        // of 25 looks 7 saw 200,000: 56,000; 30 s x 3,000 and 85 s x 4,000 were read: 3,739/s
        // 56,000 / 3,739 / 20 x 8 = 5.99
        assertThat(plant.run(numaflow, 300)).isEqualTo(6);
        // nothing waits, though some is read: 1 is enough, two fewer at a time
        assertThat(plant.run(numaflow, 389)).isEqualTo(6);
        assertThat(plant.run(numaflow, 390)).isEqualTo(4);
        assertThat(plant.run(numaflow, 480)).isEqualTo(2);
        assertThat(plant.run(numaflow, 570)).isEqualTo(1);
    }
}
