// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.autoscaler.plant.Disturbance.Crash;
import dev.headgate.autoscaler.plant.Disturbance.Downstream;
import dev.headgate.autoscaler.plant.Disturbance.Poison;
import dev.headgate.autoscaler.plant.Disturbance.Rate;
import dev.headgate.autoscaler.plant.Disturbance.Silence;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    /** What is found in each of the seconds 0 to 9. */
    private static <T> List<T> seen(Function<Conditions, T> look, Disturbance... disturbances) {
        var conditions = new Conditions(List.of(disturbances), 4);
        return IntStream.range(0, 10)
                .peek(conditions::turn)
                .mapToObj(_ -> look.apply(conditions))
                .toList();
    }

    @Test
    void nothingHoldsIfNothingLasts() {
        assertThat(seen(Conditions::bound, new Crash(3, 1))).containsOnly(Bound.NONE);
        assertThat(seen(Conditions::rateFactor, new Crash(3, 1))).containsOnly(1.0);
    }

    @Test
    void ratesMultiplyWhileTheyHold() {
        assertThat(seen(Conditions::rateFactor, new Rate(2, 6, 0.5), new Rate(4, 8, 3.0)))
                .containsExactly(1.0, 1.0, 0.5, 0.5, 1.5, 1.5, 3.0, 3.0, 1.0, 1.0);
    }

    @Test
    void theTightestBoundCounts() {
        List<Double> bounds =
                seen(
                        each -> each.bound().recordsPerSecond(),
                        new Downstream(1, 7, 100, false),
                        new Downstream(3, 5, 50, true),
                        new Downstream(4, 9, 200, false));

        double none = Double.POSITIVE_INFINITY;
        assertThat(bounds)
                .containsExactly(none, 100.0, 100.0, 50.0, 50.0, 100.0, 100.0, 200.0, 200.0, none);
    }

    @Test
    void boundsAreAsSoftAsTheyAreSaidToBe() {
        List<Boolean> soft =
                seen(
                        each -> each.bound().soft(),
                        new Downstream(0, 9, 100, false),
                        new Downstream(3, 5, 50, true));

        assertThat(soft.subList(2, 6)).containsExactly(false, true, true, false);
    }

    @Test
    void onlyThePoisonedPartitionIsBlocked() {
        var poison = new Poison(8, 99, 2);

        assertThat(seen(each -> each.isBlocked(2), poison).subList(6, 10))
                .containsExactly(false, false, true, true);
        assertThat(seen(each -> each.isBlocked(1), poison)).containsOnly(false);
    }

    @Test
    void kafkaAndReplicasFallSilentEachByItself() {
        var kafka = new Silence(0, 2, true, false);
        var telemetry = new Silence(1, 3, false, true);

        assertThat(seen(Conditions::isKafkaSilent, kafka, telemetry).subList(0, 4))
                .containsExactly(true, true, false, false);
        assertThat(seen(Conditions::isTelemetrySilent, kafka, telemetry).subList(0, 4))
                .containsExactly(false, true, true, false);
    }

    @Test
    void refusesToPoisonAPartitionThatIsNotThere() {
        assertThatThrownBy(() -> new Conditions(List.of(new Poison(0, 9, 4)), 4))
                .hasMessage("partition 4 is poisoned, but the plant has 4");
    }
}
