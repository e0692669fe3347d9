// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.autoscaler.ScalerSettings.Dealing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorstReplicaTest {

    private static final double[] EVEN = {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5};
    private static final double[] SKEWED = {1, 2, 3, 4, 5, 6};

    @ParameterizedTest
    @CsvSource({"1,60", "2,30", "5,15", "7,10", "11,10", "12,5", "40,5"})
    void getsOnePartMoreThanOthersWhenEvenLoadsDoNotDivide(int replicas, double load) {
        assertThat(WorstReplica.load(EVEN, replicas, Dealing.ByCount)).isEqualTo(load);
        assertThat(WorstReplica.load(EVEN, replicas, Dealing.ByLoad)).isEqualTo(load);
    }

    @ParameterizedTest
    @EnumSource(Dealing.class)
    void getsEverythingAlone(Dealing dealing) {
        assertThat(WorstReplica.load(SKEWED, 1, dealing)).isEqualTo(21);
    }

    @ParameterizedTest
    @EnumSource(Dealing.class)
    void getsTheGreatestWhereEachHasItsOwn(Dealing dealing) {
        assertThat(WorstReplica.load(SKEWED, 6, dealing)).isEqualTo(6);
        assertThat(WorstReplica.load(SKEWED, 9, dealing)).isEqualTo(6);
    }

    @Test
    void getsLeastWhereTheHeaviestAreDealtFirst() {
        // 6+1, 5+2, 4+3
        assertThat(WorstReplica.load(SKEWED, 3, Dealing.ByLoad)).isEqualTo(7);
        // 6+3+2, 5+4+1
        assertThat(WorstReplica.load(SKEWED, 2, Dealing.ByLoad)).isEqualTo(11);
    }

    @Test
    void getsMoreThanTheMeanWhereChanceDeals() {
        double worst = WorstReplica.load(SKEWED, 3, Dealing.ByCount);

        // At best 7, at worst 6+5.
        assertThat(worst).isBetween(7.5, 11.0);
        assertThat(WorstReplica.load(SKEWED.clone(), 3, Dealing.ByCount)).isEqualTo(worst);
    }

    @Test
    void growsWithTheLoads() {
        double[] doubled = {2, 4, 6, 8, 10, 12};

        assertThat(WorstReplica.load(doubled, 4, Dealing.ByCount))
                .isCloseTo(2 * WorstReplica.load(SKEWED, 4, Dealing.ByCount), within(1e-9));
    }

    @Test
    void hasNothingWithoutPartitions() {
        assertThat(WorstReplica.load(new double[0], 3, Dealing.ByCount)).isZero();
    }
}
