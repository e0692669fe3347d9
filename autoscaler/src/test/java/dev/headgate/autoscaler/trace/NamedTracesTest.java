// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.plant.Disturbance;
import dev.headgate.autoscaler.plant.Scenario;
import org.junit.jupiter.api.Test;

class NamedTracesTest {

    @Test
    void everyNameHasItsTraceAndNeedsNoQuotes() {
        assertThat(NamedTraces.names())
                .contains("step", "day", "limited")
                .doesNotHaveDuplicates()
                .allSatisfy(name -> {
                    assertThat(name).matches("[a-z0-9-]+");
                    assertThat(NamedTraces.of(name))
                            .get()
                            .extracting(trial -> trial.scenario().name().replace(' ', '-'))
                            .asString()
                            .isEqualToIgnoringCase(name);
                });
        assertThat(NamedTraces.of("nothing")).isEmpty();
    }

    @Test
    void anEvenTraceIsDealtToAnyNumberOfPartitions() {
        Scenario day = named("day");

        Scenario dealt = NamedTraces.dealt(day, 3).orElseThrow();

        assertThat(day.shares().at(0)).hasSize(12);
        assertThat(dealt.shares().at(0)).hasSize(3);
        assertThat(dealt.seconds()).isEqualTo(day.seconds());
        assertThat(dealt.arrivals().at(40_000)).isEqualTo(day.arrivals().at(40_000));
    }

    @Test
    void anUnevenTraceIsDealtToItsOwnPartitionsOnly() {
        Scenario skew = named("skew");

        assertThat(NamedTraces.dealt(skew, 12)).containsSame(skew);
        assertThat(NamedTraces.dealt(skew, 13)).isEmpty();
    }

    @Test
    void whatBefallsAPartitionBefallsOneThatThereIs() {
        Scenario dealt = NamedTraces.dealt(named("poison"), 1).orElseThrow();

        assertThat(dealt.disturbances())
                .singleElement()
                .isInstanceOfSatisfying(
                        Disturbance.Poison.class,
                        poison -> assertThat(poison.partition()).isZero());
    }

    private static Scenario named(String name) {
        return NamedTraces.of(name).orElseThrow().scenario();
    }
}
