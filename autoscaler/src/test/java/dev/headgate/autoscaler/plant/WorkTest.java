// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.autoscaler.plant.Disturbance.Downstream;
import dev.headgate.autoscaler.plant.Disturbance.Poison;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Replicas of 100 records a second; 0 has the partitions 0 and 1, and 1 has 2 and 3. */
class WorkTest {

    private static final double[] LOADS = {1, 1, 1, 1};

    private final Topic topic = new Topic(4);
    private final Group group = new Group(Plants.SETTINGS, topic);
    private final List<Replica> two = List.of(new Replica(0, 0), new Replica(1, 0));

    private void waiting(long... records) {
        IntStream.range(0, 4).forEach(p -> topic.arrive(p, 0, records[p]));
    }

    /** Seconds pass from 0 on. */
    private void pass(int seconds, double partitionRateMax, Disturbance... disturbances) {
        var work = new Work(topic, group, partitionRateMax);
        var conditions = new Conditions(List.of(disturbances), 4);
        List<Replica> living = two.stream().filter(each -> !each.isDead()).toList();
        for (int second = 0; second < seconds; second++) {
            conditions.turn(second);
            for (Replica each : living) {
                each.turn(second, Plants.SETTINGS, 1, new Chance(1));
            }
            work.pass(second, living, conditions);
        }
    }

    private void pass(int seconds, Disturbance... disturbances) {
        pass(seconds, Double.POSITIVE_INFINITY, disturbances);
    }

    private long[] left() {
        return IntStream.range(0, 4).mapToLong(topic::records).toArray();
    }

    @Test
    void settlesAllIfThereIsNoMoreThanItCan() {
        group.begin(two, LOADS);
        waiting(10, 40, 0, 100);

        pass(1);

        assertThat(left()).containsOnly(0);
        assertThat(two).extracting(Replica::processed).containsExactly(50L, 100L);
        assertThat(two).extracting(Replica::busySeconds).containsExactly(0.5, 1.0);
    }

    @Test
    void sharesEvenlyWhatItCan() {
        group.begin(two, LOADS);
        waiting(200, 300, 30, 300);

        pass(1);

        // 50 and 50; all of the 30, and the other gets the 70 that are left
        assertThat(left()).containsExactly(150, 250, 0, 230);
        assertThat(two).extracting(Replica::busySeconds).containsExactly(1.0, 1.0);
    }

    @Test
    void givesWhatThePoorerLeaveToTheOthersAlike() {
        group.begin(two.subList(0, 1), LOADS);
        waiting(10, 30, 300, 300);

        pass(1);

        // 25 each: 10 is less. 30 each of 90: 30 is no more. 30 each of 60.
        assertThat(left()).containsExactly(0, 0, 270, 270);
    }

    @Test
    void losesNoPartOfARecord() {
        group.begin(two.subList(0, 1), LOADS);
        waiting(500, 500, 500, 0);

        pass(3);

        // A third of 100 each in each second
        assertThat(topic.records()).isBetween(1_200L, 1_202L);
        assertThat(two.getFirst().processed()).isEqualTo(1_500 - topic.records());
    }

    @Test
    void noPartitionGivesMoreThanItCan() {
        group.begin(two, LOADS);
        waiting(200, 200, 200, 0);

        pass(1, 30);

        assertThat(left()).containsExactly(170, 170, 170, 0);
        assertThat(two).extracting(Replica::busySeconds).containsExactly(0.6, 0.3);
    }

    @Test
    void aPoisonedPartitionGivesNothingAndLeavesItsShareToTheOther() {
        group.begin(two, LOADS);
        waiting(200, 200, 200, 200);

        pass(1, new Poison(0, 9, 0));

        assertThat(left()).containsExactly(200, 100, 150, 150);
    }

    @Test
    void aReplicaWithNothingButPoisonIsIdle() {
        group.begin(two, LOADS);
        waiting(200, 0, 0, 0);

        pass(1, new Poison(0, 9, 0));

        assertThat(two.getFirst().busySeconds()).isZero();
    }

    @Test
    void whatMovesStandsStill() {
        group.begin(two.subList(0, 1), LOADS);
        waiting(200, 200, 200, 200);
        group.look(two, 0, LOADS);

        pass(2);

        // Two of four move and take 2 s
        assertThat(left()).containsExactly(100, 100, 200, 200);

        pass(3);

        assertThat(topic.records(2)).isEqualTo(150);
    }

    @Test
    void nobodySettlesWhatADeadReplicaHas() {
        group.begin(two, LOADS);
        waiting(200, 200, 200, 200);
        two.getLast().die(5);

        pass(1);

        assertThat(left()).containsExactly(150, 150, 200, 200);
    }

    @Test
    void aHardBoundHoldsAllUpAlikeAndWhoeverWaitsForItIsBusy() {
        group.begin(two, LOADS);
        waiting(400, 400, 20, 0);

        pass(1, new Downstream(0, 9, 60, false));

        // 120 are wanted: half of them passes
        assertThat(left()).containsExactly(375, 375, 10, 0);
        assertThat(two).extracting(Replica::busySeconds).containsExactly(1.0, 1.0);
    }

    @Test
    void aHardBoundThatIsNotReachedChangesNothing() {
        group.begin(two, LOADS);
        waiting(40, 0, 20, 0);

        pass(1, new Downstream(0, 9, 60, false));

        assertThat(left()).containsOnly(0);
        assertThat(two).extracting(Replica::busySeconds).containsExactly(0.4, 0.2);
    }

    @Test
    void aSoftBoundMakesEverybodySlowerSoThatLessTakesAsLong() {
        group.begin(two, LOADS);
        waiting(80, 0, 20, 0);

        pass(1, new Downstream(0, 9, 100, true));

        // Of each 1 - 1/e: 50.6 and 12.6 records, in the time of 80 and 20
        assertThat(left()).containsExactly(30, 0, 8, 0);
        assertThat(two.getFirst().busySeconds()).isCloseTo(0.8, within(1e-9));
        assertThat(two.getLast().busySeconds()).isCloseTo(0.2, within(1e-9));
    }
}
