// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.plant.Promise;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Thresholds are 1,000 records, partitions 12, at most 20 replicas, unless a test says otherwise.
 */
class KedaHpaTest {

    private static final Promise PROMISE = new Promise(60, 1, 20);

    private final KedaHpa plain = new KedaHpa(PROMISE, KedaHpaSettings.defaults(1_000));
    private final KedaHpa declared = new KedaHpa(PROMISE, KedaHpaSettings.stabilized(1_000, 300));

    @Test
    void asksForAsManyReplicasAsThresholdsWait() {
        // 7,001 / 1,000 = 7.001, so 8; from 5 on a step may go to 10
        assertThat(new FakePlant(12, 5).waiting(7_001).run(plain, 0)).isEqualTo(8);
    }

    @Test
    void doesNothingWithinTenPercent() {
        // 10 replicas may have 10,000: 9,000 is 0.9 of it, 11,000 is 1.1, 11,001 is more
        assertThat(new FakePlant(12, 10).waiting(9_000).run(fresh(), 0)).isEqualTo(10);
        assertThat(new FakePlant(12, 10).waiting(11_000).run(fresh(), 0)).isEqualTo(10);
        assertThat(new FakePlant(12, 10).waiting(11_001).run(fresh(), 0)).isEqualTo(12);
    }

    @Test
    void goesUpToTwiceAsManyOrFourIfNoBehaviorIsDeclared() {
        FakePlant plant = new FakePlant(12, 1).waiting(12_000);

        // 12 are wanted: max(2 x 1, 4), max(2 x 4, 4), then all
        assertThat(plant.run(plain, 14)).isEqualTo(4);
        assertThat(plant.run(plain, 29)).isEqualTo(8);
        assertThat(plant.run(plain, 30)).isEqualTo(12);
    }

    @Test
    void goesUpByFourOrToTwiceAsManyIfABehaviorIsDeclared() {
        FakePlant plant = new FakePlant(16, 1).waiting(16_000);

        // 16 are wanted: max(2 x 1, 1 + 4), max(2 x 5, 5 + 4), then all
        assertThat(plant.run(declared, 14)).isEqualTo(5);
        assertThat(plant.run(declared, 29)).isEqualTo(10);
        assertThat(plant.run(declared, 30)).isEqualTo(16);
    }

    @Test
    void countsNoMoreThanAThresholdForEachPartition() {
        // 50,000 / 1,000 = 50 > 12, so it is taken for 12,000
        assertThat(new FakePlant(12, 8).waiting(50_000).run(plain, 0)).isEqualTo(12);
    }

    @Test
    void staysBelowThePartitionsIfThatIsNear() {
        // taken for 12,000, which is 12/11 = 1.09 of what 11 replicas may have
        assertThat(new FakePlant(12, 11).waiting(50_000).run(plain, 0)).isEqualTo(11);
    }

    @Test
    void asksForOneReplicaTooManyIfALittleMoreThanAllThresholdsWaits() {
        // 12,999 / 1,000 = 12 in whole numbers, not more than 12, so nothing is cut; then 12.999 up
        assertThat(new FakePlant(12, 8).waiting(12_999).run(plain, 0)).isEqualTo(13);
    }

    @Test
    void staysWithinTheMostReplicas() {
        assertThat(new FakePlant(100, 18).waiting(90_000).run(plain, 0)).isEqualTo(20);
        assertThat(new FakePlant(100, 25).waiting(90_000).run(fresh(), 0)).isEqualTo(20);
    }

    @Test
    void letsReplicasGoWhenNothingInTheWindowAskedForThem() {
        FakePlant plant = new FakePlant(12, 6).waiting(6_000);
        plant.run(plain, 0);
        plant.waiting(0);

        // the six of second 0 count until they are 300 s old
        assertThat(plant.run(plain, 299)).isEqualTo(6);
        assertThat(plant.run(plain, 300)).isEqualTo(1);
    }

    @Test
    void waitsAsLongAsTheDeclaredWindow() {
        var slow = new KedaHpa(PROMISE, KedaHpaSettings.stabilized(1_000, 900));
        FakePlant plant = new FakePlant(12, 6).waiting(6_000);
        plant.run(slow, 0);
        plant.waiting(0);

        assertThat(plant.run(slow, 899)).isEqualTo(6);
        assertThat(plant.run(slow, 900)).isEqualTo(1);
    }

    @Test
    void holdsAsManyAsItFoundAtFirst() {
        FakePlant plant = new FakePlant(12, 6).waiting(0);

        assertThat(plant.run(plain, 299)).isEqualTo(6);
        assertThat(plant.run(plain, 300)).isEqualTo(1);
    }

    @Test
    void followsOldAdviceUpwardsOnlyIfNoBehaviorIsDeclared() {
        FakePlant one = new FakePlant(24, 2).waiting(20_000);
        FakePlant other = new FakePlant(24, 2).waiting(20_000);
        one.run(plain, 0);
        other.run(declared, 0);
        one.waiting(4_000);
        other.waiting(6_000);

        // both have what they need, 4 and 6; but 20 were asked for 15 s ago: max(2 x 4, 4) of them
        assertThat(one.run(plain, 15)).isEqualTo(8);
        assertThat(other.run(declared, 15)).isEqualTo(6);
    }

    @Test
    void holdsWhileKafkaIsSilent() {
        FakePlant plant = new FakePlant(12, 4).waiting(12_000);
        plant.kafkaSilent = true;

        assertThat(plant.run(plain, 600)).isEqualTo(4);
        plant.kafkaSilent = false;
        assertThat(plant.run(plain, 615)).isEqualTo(8);
    }

    @Test
    void countsAPartitionWithoutOffsetAsOneRecord() {
        var four = new KedaHpa(PROMISE, KedaHpaSettings.defaults(4));
        FakePlant plant = new FakePlant(12, 1);
        Arrays.fill(plant.end, 1_000);
        Arrays.fill(plant.committed, -1);

        // 12 records / 4
        assertThat(plant.run(four, 0)).isEqualTo(3);
    }

    @Test
    void countsWhatRetentionHasDeletedAndSubtractsWhatIsNegative() {
        FakePlant plant = new FakePlant(12, 8).waiting(10_000);
        plant.start[0] = 9_000;
        plant.committed[1] = 500;

        // 10,000 - 500 = 9,500
        assertThat(plant.run(plain, 0)).isEqualTo(10);
    }

    @Test
    void turnsTheWorkloadOffAfterFiveMinutesWithoutLagAndOnAtTheNextPoll() {
        var toZero = new KedaHpa(new Promise(60, 0, 20), KedaHpaSettings.defaults(1_000));
        FakePlant plant = new FakePlant(12, 3).waiting(0);

        // the HPA keeps one; KEDA polls each 30 s, and 300 s are not more than 300 s yet
        assertThat(plant.run(toZero, 300)).isEqualTo(1);
        assertThat(plant.run(toZero, 329)).isEqualTo(1);
        assertThat(plant.run(toZero, 330)).isZero();
        plant.waiting(1);
        assertThat(plant.run(toZero, 359)).isZero();
        assertThat(plant.run(toZero, 360)).isEqualTo(1);
    }

    @Test
    void followsAWaveUpAtOnceAndDownLate() {
        FakePlant plant = new FakePlant(12, 2).waiting(1_900);

        // 0.95 of 2,000
        assertThat(plant.run(plain, 0)).isEqualTo(2);
        // 9 wanted, max(2 x 2, 4)
        assertThat(plant.waiting(9_000).run(plain, 15)).isEqualTo(4);
        // 16 > 12 partitions, so 12 wanted, max(2 x 4, 4)
        assertThat(plant.waiting(16_000).run(plain, 30)).isEqualTo(8);
        // 10 wanted, but 12 were 15 s ago
        assertThat(plant.waiting(10_000).run(plain, 45)).isEqualTo(12);
        // 3 wanted: the 12 of second 30 and then the 10 of second 45 have to grow old
        assertThat(plant.waiting(3_000).run(plain, 329)).isEqualTo(12);
        assertThat(plant.run(plain, 330)).isEqualTo(10);
        assertThat(plant.run(plain, 345)).isEqualTo(3);
    }

    private static KedaHpa fresh() {
        return new KedaHpa(PROMISE, KedaHpaSettings.defaults(1_000));
    }
}
