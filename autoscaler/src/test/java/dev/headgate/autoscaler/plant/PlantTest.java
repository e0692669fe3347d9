// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static dev.headgate.autoscaler.plant.Assignor.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two replicas of 100 records a second, unless it says something else. */
class PlantTest {

    private static long[] lags(PlantView view) {
        return IntStream.range(0, 4).mapToLong(view::lag).toArray();
    }

    private static int[] owners(PlantView view) {
        return IntStream.range(0, 4).map(view::owner).toArray();
    }

    @Test
    void settlesWhatWaitsAtTheRateOfItsReplicas() {
        Plant plant = Plants.of(Plants.waiting(800, 2));

        PlantView view = Plants.until(plant, 0);
        assertThat(plant.waiting()).isEqualTo(600);
        assertThat(plant.age()).isZero();
        assertThat(view.lag()).isEqualTo(600);

        Plants.until(plant, 2);
        assertThat(plant.waiting()).isEqualTo(200);
        assertThat(plant.age()).isEqualTo(2);
        assertThat(view.oldestAge(0)).isEqualTo(2);

        Plants.until(plant, 3);
        assertThat(plant.waiting()).isZero();
        assertThat(plant.age()).isZero();
        assertThat(view.oldestAge(0)).isZero();
    }

    @Test
    void showsWhatReplicasSayOfThemselves() {
        PlantView view = Plants.until(Plants.of(Plants.waiting(300, 2)), 1);

        // 100 each, and then the 50 that are left
        assertThat(view.replicas())
                .containsExactly(
                        new PlantView.Telemetry(0, 1, 150, 1.5),
                        new PlantView.Telemetry(1, 1, 150, 1.5));
        assertThat(view.ready()).isEqualTo(2);
        assertThat(view.holding()).isEqualTo(2);
        assertThat(view.desired()).isEqualTo(2);
        assertThat(view.partitions()).isEqualTo(4);
        assertThat(view.stable()).isTrue();
    }

    @Test
    void knowsWhatIsCommittedOnlyAsOftenAsReplicasCommit() {
        var settings =
                new PlantSettings(
                        4,
                        100,
                        0,
                        Double.POSITIVE_INFINITY,
                        Plants.SETTINGS.startUp(),
                        Plants.SETTINGS.rebalance(),
                        Assignor.Uniform,
                        5);
        var plant = new Plant(Plants.waiting(4_000, 1), settings, new Chance(1));

        // Replica 0 commits in the seconds 0, 5, ...
        assertThat(Plants.until(plant, 4).lag()).isEqualTo(3_900);
        assertThat(Plants.until(plant, 5).lag()).isEqualTo(3_400);
    }

    @Test
    void aNewReplicaTakesItsPartWhenItHasStartedAndMoved() {
        Plant plant = Plants.of(Plants.waiting(8_000, 1));
        PlantView view = Plants.until(plant, 0);
        Plants.scale(plant, 2);

        Plants.until(plant, 2);
        assertThat(view.desired()).isEqualTo(2);
        assertThat(view.ready()).isEqualTo(1);
        assertThat(view.holding()).isEqualTo(1);

        Plants.until(plant, 3);
        assertThat(view.ready()).isEqualTo(2);
        assertThat(owners(view)).containsExactly(0, 0, 1, 1);
        assertThat(view.stable()).isFalse();
        assertThat(plant.paused()).isEqualTo(2);
        assertThat(view.oldestAge(2)).isNaN();
        assertThat(view.oldestAge(0)).isEqualTo(3);
        assertThat(plant.waiting()).isEqualTo(8_000 - 4 * 100);

        Plants.until(plant, 4);
        assertThat(plant.waiting()).isEqualTo(8_000 - 5 * 100);

        Plants.until(plant, 5);
        assertThat(view.stable()).isTrue();
        assertThat(plant.paused()).isZero();
        assertThat(plant.waiting()).isEqualTo(8_000 - 5 * 100 - 200);
    }

    @Test
    void aReplicaThatIsScaledAwayLeavesAtOnceAndItsPartitionsMove() {
        Plant plant = Plants.of(Plants.waiting(4_000, 2));
        PlantView view = Plants.until(plant, 1);
        Plants.scale(plant, 1);
        assertThat(view.ready()).isEqualTo(1);

        Plants.until(plant, 3);
        assertThat(owners(view)).containsOnly(0);
        assertThat(lags(view)).containsExactly(800, 800, 900, 900);
        assertThat(plant.movedRecords()).isEqualTo(1_800);

        Plants.until(plant, 4);
        assertThat(lags(view)).containsExactly(775, 775, 875, 875);
    }

    @Test
    void withoutReplicasEverythingWaits() {
        Plant plant = Plants.of(Plants.waiting(4_000, 2));
        PlantView view = Plants.until(plant, 1);
        Plants.scale(plant, 0);

        Plants.until(plant, 9);

        assertThat(plant.waiting()).isEqualTo(3_600);
        assertThat(plant.age()).isEqualTo(9);
        assertThat(owners(view)).containsOnly(NOBODY);
        assertThat(view.oldestAge(0)).isNaN();
        assertThat(view.holding()).isZero();
    }

    @Test
    void aCrashedReplicaKeepsItsPartitionsUntilItsSessionEnds() {
        Plant plant = Plants.of(Plants.waiting(4_000, 2, new Disturbance.Crash(2, 0.5)));
        PlantView view = Plants.until(plant, 2);
        int left = view.replicas().getFirst().replica();
        int dead = 1 - left;
        int[] orphans = IntStream.range(0, 4).filter(p -> view.owner(p) == dead).toArray();
        assertThat(orphans).hasSize(2);
        assertThat(view.ready()).isEqualTo(1);
        assertThat(view.desired()).isEqualTo(2);

        // The new one is ready at 5, the dead one is missed at 7, and what moves does so until 9
        Plants.until(plant, 6);
        assertThat(view.ready()).isEqualTo(2);
        for (int p : orphans) {
            assertThat(view.owner(p)).isEqualTo(dead);
            assertThat(view.oldestAge(p)).isNaN();
            assertThat(view.lag(p)).isEqualTo(900);
        }

        Plants.until(plant, 8);
        for (int p : orphans) {
            assertThat(view.owner(p)).isNotEqualTo(dead);
            assertThat(view.lag(p)).isEqualTo(900);
        }

        Plants.until(plant, 9);
        for (int p : orphans) {
            assertThat(view.oldestAge(p)).isEqualTo(9);
            assertThat(view.lag(p)).isEqualTo(850);
        }
    }

    @Test
    void whatIsDownstreamBoundsAllReplicasTogetherWhileItDoes() {
        Plant plant =
                Plants.of(Plants.waiting(4_000, 2, new Disturbance.Downstream(1, 3, 80, false)));

        assertThat(Plants.until(plant, 0).lag()).isEqualTo(3_800);
        assertThat(Plants.until(plant, 1).lag()).isEqualTo(3_720);
        assertThat(Plants.until(plant, 2).lag()).isEqualTo(3_640);
        assertThat(Plants.until(plant, 3).lag()).isEqualTo(3_440);
        assertThat(plant.sight().replicas())
                .extracting(PlantView.Telemetry::busySeconds)
                .containsExactly(4.0, 4.0);
    }

    @Test
    void harderRecordsTakeLonger() {
        Plant plant = Plants.of(Plants.waiting(4_000, 2, new Disturbance.Rate(1, 2, 0.5)));

        assertThat(Plants.until(plant, 0).lag()).isEqualTo(3_800);
        assertThat(Plants.until(plant, 1).lag()).isEqualTo(3_700);
        assertThat(Plants.until(plant, 2).lag()).isEqualTo(3_500);
    }

    @Test
    void aPoisonedPartitionStandsStillAndItsAgeDoesNotCount() {
        Plant plant = Plants.of(Plants.waiting(400, 2, new Disturbance.Poison(0, 6, 3)));
        PlantView view = Plants.until(plant, 5);

        assertThat(lags(view)).containsExactly(0, 0, 0, 100);
        assertThat(view.oldestAge(3)).isEqualTo(5);
        assertThat(plant.age()).isZero();

        Plants.until(plant, 6);
        assertThat(lags(view)).containsOnly(0);
    }

    @Test
    void kafkaTellsWhatItToldLastWhileItIsSilent() {
        Plant plant =
                Plants.of(
                        Plants.waiting(
                                4_000,
                                2,
                                new Disturbance.Silence(2, 6, true, false),
                                new Disturbance.Recreated(4)));
        PlantView view = Plants.until(plant, 1);
        Plants.scale(plant, 1);

        Plants.until(plant, 5);
        assertThat(view.kafkaAnswers()).isFalse();
        assertThat(view.telemetryAnswers()).isTrue();
        assertThat(view.lag()).isEqualTo(3_600);
        assertThat(view.topicLife()).isZero();
        assertThat(owners(view)).containsExactly(0, 0, 1, 1);
        assertThat(view.holding()).isEqualTo(2);
        assertThat(view.ready()).isEqualTo(1);

        Plants.until(plant, 6);
        assertThat(view.kafkaAnswers()).isTrue();
        assertThat(view.lag()).isZero();
        assertThat(view.topicLife()).isEqualTo(1);
        assertThat(owners(view)).containsOnly(0);
    }

    @Test
    void aGroupThatWasUnsettledWhenKafkaFellSilentIsSo() {
        Plant plant =
                Plants.of(Plants.waiting(4_000, 2, new Disturbance.Silence(3, 8, true, false)));
        PlantView view = Plants.until(plant, 1);
        Plants.scale(plant, 1);

        assertThat(Plants.until(plant, 2).stable()).isFalse();
        assertThat(Plants.until(plant, 7).stable()).isFalse();
        assertThat(Plants.until(plant, 8).stable()).isTrue();
        assertThat(view.holding()).isEqualTo(1);
    }

    @Test
    void replicasAreNotListedWhileTheyAreSilent() {
        Plant plant =
                Plants.of(Plants.waiting(4_000, 2, new Disturbance.Silence(2, 4, false, true)));

        PlantView view = Plants.until(plant, 2);
        assertThat(view.telemetryAnswers()).isFalse();
        assertThat(view.kafkaAnswers()).isTrue();
        assertThat(view.replicas()).isEmpty();
        assertThat(view.oldestAge(0)).isNaN();
        assertThat(view.ready()).isEqualTo(2);
        assertThat(view.lag()).isEqualTo(3_400);

        assertThat(Plants.until(plant, 4).replicas()).hasSize(2);
    }

    @Test
    void aTopicThatIsMadeAgainIsEmptyAndAnother() {
        Plant plant = Plants.of(Plants.waiting(4_000, 2, new Disturbance.Recreated(2)));

        PlantView view = Plants.until(plant, 2);

        assertThat(view.topicLife()).isEqualTo(1);
        assertThat(plant.waiting()).isZero();
        assertThat(view.endOffset(0)).isZero();
        assertThat(view.committedOffset(0)).isZero();
    }

    @Test
    void lostOffsetsAreCommittedAnewByThoseThatWork() {
        Plant plant =
                Plants.of(
                        Plants.waiting(
                                4_000,
                                2,
                                new Disturbance.Crash(2, 0.5),
                                new Disturbance.OffsetsLost(4)));

        PlantView view = Plants.until(plant, 4);

        int dead = 1 - view.replicas().getFirst().replica();
        for (int p = 0; p < 4; p++) {
            // 1,000 of which 50 in each of five seconds
            assertThat(view.committedOffset(p)).isEqualTo(view.owner(p) == dead ? -1 : 250);
            assertThat(view.lag(p)).isEqualTo(view.owner(p) == dead ? 1_000 : 750);
        }
    }

    @Test
    void aPartitionIsCommittedByItsNewOwnerOnlyWhenItHasMoved() {
        Plant plant = Plants.of(Plants.waiting(4_000, 2, new Disturbance.OffsetsLost(3)));
        PlantView view = Plants.until(plant, 1);
        Plants.scale(plant, 1);

        Plants.until(plant, 3);
        assertThat(view.committedOffset(0)).isEqualTo(200);
        assertThat(view.committedOffset(2)).isEqualTo(-1);

        Plants.until(plant, 4);
        assertThat(view.committedOffset(2)).isEqualTo(125);
    }

    @Test
    void retentionDeletesTheOldest() {
        Plant plant = Plants.of(Plants.waiting(4_000, 2, new Disturbance.Retention(2, 0.5)));

        PlantView view = Plants.until(plant, 2);

        // 900 in each after two seconds, half of them go, and 50 are settled
        assertThat(view.startOffset(0)).isEqualTo(550);
        assertThat(view.committedOffset(0)).isEqualTo(600);
        assertThat(lags(view)).containsOnly(400);
    }

    @Test
    void markersTakeOffsetsAndAreNoLagOncePassed() {
        Plant plant = Plants.of(Plants.waiting(400, 2, new Disturbance.Markers(3)));

        PlantView view = Plants.until(plant, 9);

        assertThat(view.endOffset(0)).isEqualTo(103);
        assertThat(view.lag()).isZero();
        assertThat(plant.waiting()).isZero();
    }

    @Test
    void partitionsAreDealtByTheLoadOfTheFirstSecond() {
        double[] shares = {0.4, 0.3, 0.2, 0.1};
        var scenario = new Scenario("skew", 20, _ -> 100, _ -> shares, List.of(), 0, 2);
        var plant =
                new Plant(
                        scenario, Plants.SETTINGS.withAssignor(Assignor.LoadAware), new Chance(1));

        assertThat(owners(Plants.until(plant, 0))).containsExactly(0, 1, 1, 0);
    }

    @Test
    void refusesSharesOfOtherPartitions() {
        var scenario = new Scenario("small", 20, _ -> 1, Plants.even(3), List.of(), 0, 1);

        assertThatThrownBy(() -> Plants.of(scenario))
                .hasMessage("scenario small deals to 3 partitions, but the plant has 4");
    }
}
