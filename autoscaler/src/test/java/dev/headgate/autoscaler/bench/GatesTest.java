// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.bench.GateOutcome.Held;
import dev.headgate.autoscaler.bench.GateOutcome.Missed;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatesTest {

    private static final Tally KEDA = MadeUp.tally("KEDA", Family.Keda, 100, 1_000, 900);
    private static final Tally FLINK = MadeUp.tally("Flink", Family.Flink, 20, 900, 50);

    @Test
    void holdAtTheirLimits() {
        assertThat(outcomes(10, 800, 150)).hasSize(5).allMatch(Held.class::isInstance);
    }

    @Test
    void missATenthOfKedasViolations() {
        assertThat(missed(10.1, 800, 150))
                .containsExactly("violation min: at most 0.10 times those of KEDA");
    }

    @Test
    void missFourFifthsOfKedasHours() {
        assertThat(missed(10, 801, 150))
                .containsExactly("replica-hours: at most 0.80 times those of KEDA");
    }

    @Test
    void missFlinksViolationsAndHours() {
        assertThat(missed(21, 901, 150))
                .contains(
                        "violation min: at most those of Flink",
                        "replica-hours: at most those of Flink");
    }

    @Test
    void missThreeTimesFlinksChanges() {
        assertThat(missed(10, 800, 151))
                .containsExactly("changes: at most 3.0 times those of Flink");
    }

    @Test
    void sayWhatThereIsAndWhatThereMayBe() {
        assertThat(outcomes(12, 800, 150).getFirst().sentence())
                .isEqualTo("SLO-fit has 12, KEDA has 100, so 10 are allowed");
    }

    @Test
    void allowNothingBesideNothing() {
        var perfect = MadeUp.tally("KEDA", Family.Keda, 0, 1_000, 1);

        assertThat(Gates.of(mine(0, 1, 1), perfect, FLINK).getFirst()).isInstanceOf(Held.class);
        assertThat(Gates.of(mine(0.1, 1, 1), perfect, FLINK).getFirst()).isInstanceOf(Missed.class);
    }

    private static Tally mine(double minutes, double hours, int actions) {
        return MadeUp.tally("SLO-fit", Family.SloFit, minutes, hours, actions);
    }

    private static List<GateOutcome> outcomes(double minutes, double hours, int actions) {
        return Gates.of(mine(minutes, hours, actions), KEDA, FLINK);
    }

    private static List<String> missed(double minutes, double hours, int actions) {
        return outcomes(minutes, hours, actions).stream()
                .filter(Missed.class::isInstance)
                .map(GateOutcome::demand)
                .toList();
    }
}
