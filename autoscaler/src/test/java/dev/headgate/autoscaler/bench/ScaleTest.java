// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void goesFromNothingToARoundNumber() {
        Scale scale = Scale.linear(708);

        assertThat(labels(scale)).containsExactly("0", "200", "400", "600", "800");
        assertThat(scale.at(200)).isEqualTo(0.25);
    }

    @Test
    void hasTicksWhereNothingIsToBeSeen() {
        assertThat(Scale.linear(0).at(0)).isZero();
        assertThat(labels(Scale.linear(0.9))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    }

    @Test
    void givesEachPowerOfTenAsMuch() {
        Scale scale = Scale.powers(3_500);

        assertThat(labels(scale)).containsExactly("0", "1", "10", "100", "1,000", "10,000");
        assertThat(scale.at(0)).isZero();
        assertThat(scale.at(0.5)).isCloseTo(0.1, within(1e-9));
        assertThat(scale.at(1)).isCloseTo(0.2, within(1e-9));
        assertThat(scale.at(10)).isCloseTo(0.4, within(1e-9));
        assertThat(scale.at(10_000)).isCloseTo(1, within(1e-9));
    }

    @Test
    void marksRoundHours() {
        assertThat(labels(Scale.time(7_200))).startsWith("0:00", "0:15").endsWith("2:00");
        assertThat(labels(Scale.time(86_400)))
                .containsExactly("0:00", "4:00", "8:00", "12:00", "16:00", "20:00", "24:00");
    }

    private static List<String> labels(Scale scale) {
        return scale.ticks().stream().map(Scale.Tick::label).toList();
    }
}
