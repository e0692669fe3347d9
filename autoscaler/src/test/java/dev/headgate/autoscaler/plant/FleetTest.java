// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Starts take 3 s, sessions 5 s. */
class FleetTest {

    private final Fleet fleet = new Fleet(Plants.SETTINGS, new Chance(42));

    private static List<Integer> numbers(List<Replica> replicas) {
        return replicas.stream().map(Replica::number).toList();
    }

    private void turnUntil(int second) {
        IntStream.rangeClosed(0, second).forEach(fleet::turn);
    }

    @Test
    void beginsWithReplicasThatWorkAndAreWarm() {
        var usual = new Fleet(PlantSettings.USUAL.withRateNoise(0), new Chance(42));
        usual.begin(2);

        usual.findCapacities(0, 1);

        assertThat(usual.ready()).extracting(Replica::capacity).containsExactly(1_000.0, 1_000.0);
    }

    @Test
    void newOnesAreReadyAndMembersWhenTheyHaveStarted() {
        fleet.begin(1);
        fleet.scaleTo(3, 10, _ -> 0);

        fleet.turn(12);
        assertThat(numbers(fleet.ready())).containsExactly(0);
        assertThat(numbers(fleet.members())).containsExactly(0);

        fleet.turn(13);
        assertThat(numbers(fleet.ready())).containsExactly(0, 1, 2);
        assertThat(numbers(fleet.members())).containsExactly(0, 1, 2);
    }

    @Test
    void removesThoseFirstThatAreNotReadyHoweverMuchTheyCost() {
        fleet.begin(2);
        fleet.scaleTo(4, 0, _ -> 0);

        fleet.scaleTo(3, 1, Replica::number);
        turnUntil(3);
        assertThat(numbers(fleet.ready())).containsExactly(0, 1, 3);
    }

    @Test
    void removesTheCheapestOfThoseThatAreReady() {
        fleet.begin(4);

        fleet.scaleTo(2, 0, each -> each.number() == 0 || each.number() == 2 ? 1 : 2);

        assertThat(numbers(fleet.ready())).containsExactly(1, 3);
    }

    @Test
    void removesTheYoungestOfThoseThatCostTheSame() {
        fleet.begin(4);

        fleet.scaleTo(2, 0, _ -> 0);

        assertThat(numbers(fleet.ready())).containsExactly(0, 1);
        assertThat(numbers(fleet.members())).containsExactly(0, 1);
    }

    @Test
    void goesToNoneAndBackUnderNewNumbers() {
        fleet.begin(1);
        fleet.scaleTo(0, 0, _ -> 0);
        assertThat(fleet.members()).isEmpty();

        fleet.scaleTo(1, 1, _ -> 0);
        turnUntil(4);
        assertThat(numbers(fleet.ready())).containsExactly(1);
    }

    @Test
    void theDeadStayMembersUntilTheirSessionEnds() {
        fleet.begin(1);
        fleet.crash(1, 10);

        fleet.turn(10);
        assertThat(fleet.ready()).isEmpty();
        assertThat(numbers(fleet.members())).containsExactly(0);

        fleet.turn(13);
        assertThat(numbers(fleet.ready())).containsExactly(1);
        assertThat(numbers(fleet.members())).containsExactly(0, 1);

        fleet.turn(14);
        assertThat(numbers(fleet.members())).containsExactly(0, 1);
        fleet.turn(15);
        assertThat(numbers(fleet.members())).containsExactly(1);
    }

    @Test
    void thatShareOfThemDiesAndIsReplaced() {
        fleet.begin(6);
        fleet.crash(0.5, 0);
        assertThat(fleet.ready()).hasSize(3);

        turnUntil(3);
        assertThat(fleet.ready()).hasSize(6);
        assertThat(numbers(fleet.ready())).contains(6, 7, 8);
    }

    @Test
    void oneDiesAtLeastIfThereIsOne() {
        fleet.begin(6);
        fleet.crash(0, 0);
        assertThat(fleet.ready()).hasSize(5);

        var empty = new Fleet(Plants.SETTINGS, new Chance(42));
        empty.crash(1, 0);
        assertThat(empty.members()).isEmpty();
    }

    @Test
    void theDeadAreNeitherCountedNorRemovedWhenItScales() {
        fleet.begin(2);
        fleet.crash(1, 0);

        // Both are replaced already
        fleet.scaleTo(2, 0, _ -> 0);
        turnUntil(3);
        assertThat(numbers(fleet.ready())).containsExactly(2, 3);

        fleet.scaleTo(0, 3, _ -> 0);
        assertThat(numbers(fleet.members())).containsExactly(0, 1);
    }
}
