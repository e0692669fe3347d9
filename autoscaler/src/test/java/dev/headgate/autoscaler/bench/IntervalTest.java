// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void isAPointIfAllSeedsAgree() {
        assertThat(Interval.ofMean(new double[] {4, 4, 4})).isEqualTo(new Interval(4, 4, 4));
        assertThat(Interval.ofMean(new double[] {7})).isEqualTo(new Interval(7, 7, 7));
    }

    @Test
    void isAllThatTwoSeedsAllow() {
        // means of a draw: 0 and 10 once in four each, 5 twice
        assertThat(Interval.ofMean(new double[] {0, 10})).isEqualTo(new Interval(5, 0, 10));
    }

    @Test
    void leavesOutFortiethsOnBothSides() {
        // ten times 10 is drawn k times with binomial probability of 10 and 1/10, mean k: 0 has
        // 35 %, up to 2 have 93.0 %, up to 3 have 98.7 %
        double[] oneOfTen = {0, 0, 0, 0, 0, 10, 0, 0, 0, 0};

        assertThat(Interval.ofMean(oneOfTen)).isEqualTo(new Interval(1, 0, 3));
    }

    @Test
    void isAsWideAsTheNormalDistributionHasIt() {
        double[] values = new double[400];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? -1 : 1;
        }

        // standard error 1/20, times 1.96
        Interval interval = Interval.ofMean(values);
        assertThat(interval.low()).isCloseTo(-0.098, within(0.006));
        assertThat(interval.high()).isCloseTo(0.098, within(0.006));
    }

    @Test
    void pairsSeedsInADifference() {
        double[] one = {1, 101, 1_001};
        double[] other = {0, 100, 1_000};

        assertThat(Interval.ofDifference(one, other)).isEqualTo(new Interval(1, 1, 1));
    }

    @Test
    void pairsSeedsInARatioOfSums() {
        double[] one = {2, 20, 200};
        double[] other = {4, 40, 400};

        assertThat(Interval.ofRatio(one, other)).isEqualTo(new Interval(0.5, 0.5, 0.5));
    }

    @Test
    void dividesSumsAndNotValues() {
        // 12/6; draws of one seed only give 10/1 and 2/5
        Interval ratio = Interval.ofRatio(new double[] {10, 2}, new double[] {1, 5});

        assertThat(ratio).isEqualTo(new Interval(2, 0.4, 10));
    }

    @Test
    void hasNoBoundIfTheOtherHasNothing() {
        assertThat(Interval.ofRatio(new double[] {1, 1}, new double[] {0, 0}).estimate())
                .isInfinite();
        assertThat(Interval.ofRatio(new double[] {0, 0}, new double[] {0, 0}))
                .isEqualTo(new Interval(1, 1, 1));
    }

    @Test
    void isTheSameEachTime() {
        double[] values = {3, 1, 4, 1, 5, 9, 2, 6};

        assertThat(Interval.ofMean(values)).isEqualTo(Interval.ofMean(values));
    }

    @Test
    void needsValuesInPairs() {
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.ofMean(new double[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.ofDifference(new double[2], new double[3]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.ofRatio(new double[2], new double[1]));
    }
}
