// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoundTest {

    @Test
    void aHardOneIsFeltOnlyWhenItIsReached() {
        var hard = new Bound(100, false);

        assertThat(hard.scale(99)).isEqualTo(1);
        assertThat(hard.scale(100)).isEqualTo(1);
        assertThat(hard.scale(400)).isEqualTo(0.25);
        assertThat(hard.isExceeded(100)).isFalse();
        assertThat(hard.isExceeded(101)).isTrue();
    }

    @Test
    void aSoftOneIsFeltBeforeAndNeverPassed() {
        var soft = new Bound(100, true);

        // 100 x (1 - e^-0.1) / 10 and 100 x (1 - e^-1) / 100
        assertThat(soft.scale(10)).isCloseTo(0.9516, within(1e-4));
        assertThat(soft.scale(100)).isCloseTo(0.6321, within(1e-4));
        assertThat(soft.scale(10_000) * 10_000).isCloseTo(100, within(1e-4));
        assertThat(soft.isExceeded(10_000)).isFalse();
    }

    @Test
    void noneIsNeverFelt() {
        assertThat(Bound.NONE.scale(1e12)).isEqualTo(1);
        assertThat(Bound.NONE.isExceeded(1e12)).isFalse();
    }

    @Test
    void nothingIsNotHeldUp() {
        assertThat(new Bound(100, false).scale(0)).isEqualTo(1);
        assertThat(new Bound(100, true).scale(0)).isEqualTo(1);
    }
}
