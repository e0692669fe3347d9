// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void showTwoDigitsThatCount() {
        assertThat(Figures.number(1_526.4)).isEqualTo("1,526");
        assertThat(Figures.number(9.96)).isEqualTo("10");
        assertThat(Figures.number(3.14)).isEqualTo("3.1");
        assertThat(Figures.number(0.994)).isEqualTo("0.99");
        assertThat(Figures.number(-9.9)).isEqualTo("-9.9");
    }

    @Test
    void doNotShowALittleAsNothing() {
        assertThat(Figures.number(0)).isEqualTo("0");
        assertThat(Figures.number(0.001)).isEqualTo("0.01");
        assertThat(Figures.number(-0.001)).isEqualTo("-0.01");
    }

    @Test
    void sayHowSureTheyAre() {
        assertThat(Figures.interval(new Interval(10.4, 9, 12))).isEqualTo("10 (9.0 to 12)");
        assertThat(Figures.ratio(new Interval(0.654, 0.6, Double.POSITIVE_INFINITY)))
                .isEqualTo("0.65 (0.60 to without bound)");
    }
}
