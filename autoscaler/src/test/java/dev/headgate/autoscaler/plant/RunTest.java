// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.autoscaler.plant.Disturbance.Poison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunTest {

    private static final Promise PROMISE = new Promise(5, 0, 10);

    private static Score run(Scenario scenario, Controller controller) {
        return Run.of(scenario, Plants.SETTINGS, PROMISE, controller, 1);
    }

    /** Wants what a plan says from each of its seconds on. */
    private static Controller plan(Map<Integer, Integer> replicas) {
        var plan = new TreeMap<>(replicas);
        return plant -> {
            var entry = plan.floorEntry(plant.second());
            return entry == null ? plant.desired() : entry.getValue();
        };
    }

    @Test
    void countsTheTimeInWhichTheOldestWasOlderThanPromised() {
        Score score = run(Plants.waiting(1_200, 1), _ -> 1);

        // It waits from 0 on, until the last 100 are settled in second 11: 6 to 10 are too much
        assertThat(score.violationMinutes()).isCloseTo(5 / 60.0, within(1e-9));
        assertThat(score.lagMax()).isEqualTo(1_100);
    }

    @Test
    void keepsThePromiseThatIsJustKept() {
        Score score = run(Plants.waiting(700, 1), _ -> 1);

        // In second 5 they are 5 s old, and gone in second 6
        assertThat(score.violationMinutes()).isZero();
        assertThat(score.p99AgeSeconds()).isEqualTo(5);
    }

    @Test
    void findsTheAgeThatIsNotExceededInNearlyAllTime() {
        // 200 s: of the ages 1 to 5 the two largest are left out
        var scenario = new Scenario("waiting", 200, _ -> 0, Plants.even(4), List.of(), 700, 1);

        assertThat(run(scenario, _ -> 1).p99AgeSeconds()).isEqualTo(3);
    }

    @Test
    void doesNotBlameAnybodyForPoison() {
        Score score = run(Plants.waiting(800, 1, new Poison(0, 20, 0)), _ -> 1);

        // 600 are settled by second 6; after the first, 33 of each of the three others are
        assertThat(score.violationMinutes()).isZero();
        assertThat(score.lagMax()).isEqualTo(701);
    }

    @Test
    void countsReplicasFromWhenTheyAreAskedFor() {
        Score score = run(Plants.waiting(0, 1), plan(Map.of(9, 3)));

        // Ten seconds of one and ten of three
        assertThat(score.replicaHours()).isCloseTo(40 / 3_600.0, within(1e-9));
        assertThat(score.surplusHours()).isZero();
    }

    @Test
    void countsReplicasForWhichThereIsNoPartition() {
        Score score = run(Plants.waiting(0, 1), plan(Map.of(9, 6)));

        assertThat(score.surplusHours()).isCloseTo(20 / 3_600.0, within(1e-9));
    }

    @Test
    void countsChangesAndThoseThatTakeOneBack() {
        Score score = run(Plants.waiting(0, 1), plan(Map.of(1, 2, 3, 4, 5, 3, 7, 3, 9, 2, 11, 3)));

        // Up, up, down, down, up
        assertThat(score.actions()).isEqualTo(5);
        assertThat(score.reversals()).isEqualTo(2);
    }

    @Test
    void aChangeThatCameLateTakesNothingBack() {
        var scenario = Plants.arriving(0, 2_000);

        assertThat(run(scenario, plan(Map.of(100, 3, 999, 2))).reversals()).isEqualTo(1);
        assertThat(run(scenario, plan(Map.of(100, 3, 1_000, 2))).reversals()).isZero();
    }

    @Test
    void countsWhatMovesAndStandsStill() {
        Score score = run(Plants.waiting(4_000, 2), plan(Map.of(1, 1)));

        // Two partitions for 2 s, with 900 records in each, which are 9 s of work each
        assertThat(score.pausedPartitionSeconds()).isEqualTo(4);
        assertThat(score.movedBacklog()).isCloseTo(18, within(1e-9));
    }

    @Test
    void showsEachSecond() {
        List<Moment> seen = new ArrayList<>();

        Run.of(Plants.waiting(400, 1), Plants.SETTINGS, PROMISE, plan(Map.of(1, 2)), 1, seen::add);

        assertThat(seen).hasSize(20);
        assertThat(seen.subList(0, 4))
                .containsExactly(
                        new Moment(0, 0, 0, 300, 1, 1),
                        new Moment(1, 0, 1, 200, 1, 1),
                        new Moment(2, 0, 2, 100, 1, 2),
                        new Moment(3, 0, 0, 0, 1, 2));
        assertThat(seen.get(4).ready()).isEqualTo(2);
    }

    @Test
    void showsHowMuchArrivesOnAverage() {
        List<Moment> seen = new ArrayList<>();

        Run.of(Plants.arriving(80, 3), Plants.SETTINGS, PROMISE, _ -> 2, 1, seen::add);

        assertThat(seen).extracting(Moment::arrivals).containsExactly(80.0, 80.0, 80.0);
    }

    @Test
    void removesTheReplicaThatTheControllerSaysIsCheapest() {
        List<Integer> left = new ArrayList<>();
        var controller =
                new Controller() {
                    @Override
                    public int replicas(PlantView plant) {
                        plant.replicas().forEach(each -> left.add(each.replica()));
                        return 1;
                    }

                    @Override
                    public double removalCost(PlantView plant, int replica) {
                        return replica == 0 ? 1 : 2;
                    }
                };

        run(Plants.waiting(0, 2), controller);

        assertThat(left.subList(0, 4)).containsExactly(0, 1, 1, 1);
    }

    @Test
    void refusesFewerThanNoReplicas() {
        assertThatThrownBy(() -> run(Plants.waiting(0, 1), _ -> -1))
                .hasMessage("a controller wants -1 replicas in second 0");
    }
}
