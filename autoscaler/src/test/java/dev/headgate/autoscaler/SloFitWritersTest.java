// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Consumers of which one partition cannot use all. */
class SloFitWritersTest {

    private static final int PARTITIONS = 12;

    private final SloFit autoscaler = new SloFit(ScalerSettings.of(60, 1, 24));
    private final LookedAt pipeline = new LookedAt(PARTITIONS, 3);
    private ScalerState state = ScalerState.NONE;

    private Decision look() {
        SloFit.Outcome outcome = autoscaler.decide(pipeline.seen(), state);
        state = outcome.state();
        return outcome.decision();
    }

    /** The last of some looks, 10 s apart, while so much comes into each partition. */
    private Decision keptUp(double[] recordsPerSecond) {
        Decision decision = look();
        for (int i = 0; i < 30; i++) {
            pipeline.passes(10, recordsPerSecond);
            decision = look();
        }
        return decision;
    }

    /** Three consumers that are known to settle 1,000 records a second, and have enough to do. */
    private void isKnown() {
        double[] rates = new double[PARTITIONS];
        Arrays.fill(rates, 1_900.0 / PARTITIONS);
        assertThat(keptUp(rates).isChange()).isFalse();
    }

    /** One that four writers share the capacity of gives a partition a quarter of it. */
    @Test
    void aPartitionIsTooHotForOneWriterThoughNotForAConsumer() {
        isKnown();
        double[] rates = new double[PARTITIONS];
        Arrays.fill(rates, 50);
        rates[7] = 240;

        assertThat(keptUp(rates).findings()).isEmpty();
        pipeline.writers = 4;
        assertThat(keptUp(rates).findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.HotPartition.class,
                        hot -> assertThat(hot.partition().number()).isEqualTo(7));
    }

    /** However many consumers there are, it is one writer that catches up. */
    @Test
    void whatWaitsInOnePartitionBringsNoConsumersThatCannotHelp() {
        isKnown();
        double[] rates = new double[PARTITIONS];
        Arrays.fill(rates, 50);
        rates[7] = 240;
        keptUp(rates);
        pipeline.committed[7] = pipeline.ends[7] - 20_000;
        pipeline.ages[7] = 40;
        ScalerState before = state;
        int alone = look().needs().up();

        pipeline.writers = 4;
        state = before;
        assertThat(look().needs().up()).isLessThan(alone);
    }
}
