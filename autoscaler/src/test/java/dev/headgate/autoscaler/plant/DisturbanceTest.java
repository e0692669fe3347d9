// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.autoscaler.plant.Disturbance.Crash;
import dev.headgate.autoscaler.plant.Disturbance.Downstream;
import dev.headgate.autoscaler.plant.Disturbance.Markers;
import dev.headgate.autoscaler.plant.Disturbance.Poison;
import dev.headgate.autoscaler.plant.Disturbance.Rate;
import dev.headgate.autoscaler.plant.Disturbance.Retention;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DisturbanceTest {

    @Test
    void whatLastsHoldsFromItsFirstSecondToBeforeItsEnd() {
        var poison = new Poison(3, 5, 0);

        assertThat(IntStream.range(0, 10).filter(poison::holds)).containsExactly(3, 4);
    }

    @Test
    void whatHappensOnceHappensInItsSecond() {
        var crash = new Crash(3, 1);

        assertThat(IntStream.range(0, 10).filter(crash::happens)).containsExactly(3);
    }

    @Test
    void markersComeAgainAndAgain() {
        var markers = new Markers(3);

        assertThat(IntStream.range(0, 10).filter(markers::happens)).containsExactly(3, 6, 9);
    }

    @Test
    void refusesWhatCannotHappen() {
        assertThatThrownBy(() -> new Crash(3, 1.1)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> new Retention(3, -0.1)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> new Markers(0)).hasMessageContaining("once in a second");
        assertThatThrownBy(() -> new Rate(0, 1, 0)).hasMessageContaining("settle nothing");
        assertThatThrownBy(() -> new Downstream(0, 1, 0, false))
                .hasMessageContaining("some records");
    }
}
