// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Decision.Inputs;
import dev.headgate.autoscaler.Decision.Needs;
import dev.headgate.autoscaler.Decision.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void looksOftenerWhileRowsGetOld() {
        assertThat(seconds(2, 0, 60)).isEqualTo(10);
        assertThat(seconds(2, 15, 60)).isEqualTo(10);
        assertThat(seconds(2, 16, 60)).isEqualTo(5);
        assertThat(seconds(2, Double.NaN, 60)).isEqualTo(10);
    }

    @Test
    void looksSoonEnoughForThePromiseWhileNobodyWorks() {
        assertThat(seconds(0, 0, 60)).isEqualTo(10);
        assertThat(seconds(0, 0, 3_600)).isEqualTo(30);
        assertThat(seconds(0, 0, 2)).isEqualTo(1);
    }

    private static double seconds(int replicas, double age, double objective) {
        return Pace.seconds(
                new Decision(
                        replicas,
                        replicas,
                        Reason.Steady,
                        new Inputs(0, 0, age, 0, 0, 0, 0),
                        Needs.NONE,
                        List.of(),
                        List.of()),
                ScalerSettings.of(objective, 0, 5));
    }
}
