// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateWindowTest {

    @Test
    void isInBetweenInProportion() {
        var window = new RateWindow(10);
        for (double rate : new double[] {40, 10, 30, 20}) {
            window.add(rate);
        }

        // 0.5 x 5 = 2.5: between the second and the third; 0.3 x 5 = 1.5
        assertThat(window.percentile(0.5)).isEqualTo(25);
        assertThat(window.percentile(0.3)).isEqualTo(15);
        assertThat(window.percentile(0.1)).isEqualTo(10);
    }

    @Test
    void isTheGreatestOfFewerThanAHundred() {
        var window = new RateWindow(100);
        for (int rate = 1; rate <= 99; rate++) {
            window.add(rate);
        }

        // 0.99 x 100 = 99 of 99; one more, and it is 0.99 x 101 = 99.99 of 100
        assertThat(window.percentile(0.99)).isEqualTo(99);
        window.add(100);
        assertThat(window.percentile(0.99)).isEqualTo(99.99, within(1e-9));
    }

    @Test
    void forgetsTheOldest() {
        var window = new RateWindow(3);
        for (double rate : new double[] {90, 1, 2, 3}) {
            window.add(rate);
        }

        assertThat(window.size()).isEqualTo(3);
        assertThat(window.percentile(0.99)).isEqualTo(3);
    }
}
