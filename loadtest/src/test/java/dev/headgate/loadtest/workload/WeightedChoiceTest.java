// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedChoiceTest {

    private static final int DRAWS = 1_000_000;

    @Test
    void takesEachThingAsOftenAsItsWeightSays() {
        int[] counts = counts(WeightedChoice.of(List.of(6, 3, 1)), 3);

        assertNear(counts[0], 0.6);
        assertNear(counts[1], 0.3);
        assertNear(counts[2], 0.1);
    }

    @Test
    void takesTheOnlyThingAlways() {
        assertThat(counts(WeightedChoice.of(List.of(7)), 1)).containsExactly(DRAWS);
    }

    @Test
    void followsZipfsLawUnderEachExponent() {
        for (double exponent : new double[] {0.1, 0.8, 1, 2, 5}) {
            int[] counts = counts(WeightedChoice.zipf(10_000, exponent), 10_000);
            double sum = 0;
            for (int k = 1; k <= 10_000; k++) {
                sum += Math.pow(k, -exponent);
            }
            for (int k : List.of(1, 2, 3, 10, 100, 1_000, 10_000)) {
                assertNear(counts[k - 1], Math.pow(k, -exponent) / sum);
            }
            int tail = 0;
            double tailShare = 0;
            for (int k = 101; k <= 10_000; k++) {
                tail += counts[k - 1];
                tailShare += Math.pow(k, -exponent) / sum;
            }
            assertNear(tail, tailShare);
        }
    }

    @Test
    void reachesTheLastOfAMillionKeys() {
        WeightedChoice choice = WeightedChoice.zipf(1_000_000, 0.1);
        int greatest = 0;
        for (int i = 0; i < DRAWS; i++) {
            greatest = Math.max(greatest, choice.pick(EventNumbers.of(3, i).at(0)));
        }
        assertThat(greatest).isBetween(999_900, 999_999);
    }

    private static int[] counts(WeightedChoice choice, int things) {
        int[] counts = new int[things];
        for (int i = 0; i < DRAWS; i++) {
            counts[choice.pick(EventNumbers.of(1, i).at(0))]++;
        }
        return counts;
    }

    /** Within five standard deviations, and one more for the very rare. */
    private static void assertNear(int count, double share) {
        double deviation = Math.sqrt(DRAWS * share * (1 - share));
        assertThat((double) count).isCloseTo(DRAWS * share, within(5 * deviation + 1));
    }
}
