// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Finding.PartitionGrowthRecommended;
import dev.headgate.autoscaler.Finding.PartitionGrowthRecommended.Shortage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthAdviceTest {

    private final SloFit autoscaler = new SloFit(ScalerSettings.of(60, 1, 100));

    /** What is recommended after so many looks at that load, by as many consumers as are wanted. */
    private List<PartitionGrowthRecommended> advice(LookedAt pipeline, int looks, double... rates) {
        ScalerState state = ScalerState.NONE;
        List<Finding> findings = List.of();
        for (int i = 0; i < looks; i++) {
            pipeline.passes(10, rates);
            SloFit.Outcome outcome = autoscaler.decide(pipeline.seen(), state);
            state = outcome.state();
            findings = outcome.decision().findings();
            pipeline.scaled(outcome.decision().replicas());
        }
        return findings.stream()
                .filter(PartitionGrowthRecommended.class::isInstance)
                .map(PartitionGrowthRecommended.class::cast)
                .toList();
    }

    @Test
    void recommendsNoneWhereThereAreEnough() {
        assertThat(advice(new LookedAt(12, 6), 100, 250)).isEmpty();
    }

    @Test
    void recommendsMoreAfterAQuarterOfAnHourInWhichConsumersHadNone() {
        // 9,600 a second need 11 consumers at 95 %, with four partitions each.
        assertThat(advice(new LookedAt(10, 10), 120, 960))
                .containsExactly(new PartitionGrowthRecommended(48, Shortage.Replicas, null));
        assertThat(advice(new LookedAt(10, 10), 80, 960)).isEmpty();
    }

    @Test
    void namesThePartitionThatIsTooFull() {
        double[] rates = new double[6];
        Arrays.fill(rates, 100);
        rates[2] = 950;

        assertThat(advice(new LookedAt(6, 6), 120, rates))
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.why()).isEqualTo(Shortage.HotPartition);
                    assertThat(advice.hotPartition())
                            .isEqualTo(new PartitionKey(LookedAt.TOPIC, 2));
                    assertThat(advice.partitions()).isEqualTo(12);
                });
    }

    @Test
    void recommendsMoreAfterADayInWhichTheyCouldNotBeDealtEvenly() {
        // Five partitions of 480: two on one are too many, so that five consumers do three's work.
        assertThat(advice(new LookedAt(5, 5), 8_700, 480))
                .singleElement()
                .satisfies(advice -> assertThat(advice.why()).isEqualTo(Shortage.Unevenness));
        assertThat(advice(new LookedAt(5, 5), 8_500, 480)).isEmpty();
    }
}
