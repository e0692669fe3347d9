// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StaticCountTest {

    @Test
    void asksForTheSameNumberWhateverWaits() {
        var five = new StaticCount(5);

        assertThat(new FakePlant(12, 3).run(five, 0)).isEqualTo(5);
        assertThat(new FakePlant(12, 3).waiting(1_000_000).run(five, 100)).isEqualTo(5);
    }

    @Test
    void refusesNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StaticCount(0));
    }
}
