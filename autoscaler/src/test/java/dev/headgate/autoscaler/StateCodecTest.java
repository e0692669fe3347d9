// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StateCodecTest {

    private static final SloFit AUTOSCALER = new SloFit(ScalerSettings.of(60, 0, 24));

    /** One that has something of everything. */
    private static ScalerState eventful() {
        var pipeline = new LookedAt(12, 3);
        ScalerState state = ScalerState.NONE;
        for (int i = 0; i < 40; i++) {
            pipeline.stable = i % 9 != 4;
            if (i < 20) {
                pipeline.passes(10, 200);
            } else {
                pipeline.arrives(10, 300).aged(i);
            }
            SloFit.Outcome outcome = AUTOSCALER.decide(pipeline.seen(), state);
            state = outcome.state();
            pipeline.desired = outcome.decision().replicas();
            pipeline.ready = i % 7 == 0 ? pipeline.desired : pipeline.ready;
        }
        pipeline.scaled(2).arrives(10, 900).aged(40);
        state = AUTOSCALER.decide(pipeline.seen(), state).state();
        assertThat(state.times().rise()).isNotNull();
        assertThat(state.times().rebalanceSeconds()).isNotEmpty();
        assertThat(state.guard().full()).isNotEmpty();
        assertThat(state.changes().wishes()).isNotEmpty();
        return state;
    }

    @Test
    void whatWasUnderWayIsForgottenByWhoeverGoesOn() {
        ScalerState kept = eventful();
        ScalerState resumed = kept.resumed(kept.heardAt() + 1_000);

        assertThat(resumed.times().rise()).isNull();
        assertThat(resumed.times().unsettledSince()).isNaN();
        assertThat(resumed.replicaRate()).isEqualTo(kept.replicaRate()).isPositive();
        assertThat(resumed.changes()).isEqualTo(kept.changes());
        assertThat(resumed.partitionsByTopic()).isEqualTo(kept.partitionsByTopic()).hasSize(1);
    }

    @Test
    void aStateOfATimeToComeIsNone() {
        ScalerState kept = eventful();

        assertThat(kept.resumed(kept.heardAt() - 1)).isEqualTo(ScalerState.NONE);
        assertThat(ScalerState.NONE.resumed(1)).isEqualTo(ScalerState.NONE);
    }

    @Test
    void readsWhatItWrote() {
        ScalerState state = eventful();

        assertThat(StateCodec.read(StateCodec.write(state))).contains(state);
        assertThat(StateCodec.read(StateCodec.write(ScalerState.NONE))).contains(ScalerState.NONE);
    }

    @Test
    void readsABoundOfTheGuard() {
        var capped =
                new ScalerState(
                        1,
                        2,
                        ScalerState.NONE.partitions(),
                        ScalerState.NONE.capacity(),
                        ScalerState.NONE.times(),
                        ScalerState.NONE.changes(),
                        new GuardMemory(
                                ScalerState.NONE.guard().full(),
                                3,
                                new GuardMemory.Cap(5, 305, 4, 3_100),
                                600,
                                7),
                        8,
                        new GrowthMemory(1, 2, 3, 4, 5, 6));

        assertThat(StateCodec.read(StateCodec.write(capped))).contains(capped);
    }

    @Test
    void writesTheSameBytesForTheSameState() {
        assertThat(StateCodec.write(eventful())).isEqualTo(StateCodec.write(eventful()));
    }

    @Test
    void isSmallEnoughForAThousandPartitionsInAConfigMap() {
        var pipeline = new LookedAt(1_000, 10);
        ScalerState state = AUTOSCALER.decide(pipeline.seen(), ScalerState.NONE).state();
        for (int i = 0; i < 5; i++) {
            pipeline.passes(10, 3, 7, 11, 13.7);
            state = AUTOSCALER.decide(pipeline.seen(), state).state();
        }

        assertThat(StateCodec.write(state)).hasSizeLessThan(100_000);
    }

    @Test
    void takesNothingElseForAState() {
        ScalerState state = eventful();
        byte[] bytes = StateCodec.write(state);

        assertThat(StateCodec.read(new byte[0])).isEmpty();
        assertThat(StateCodec.read("no state".getBytes(UTF_8))).isEmpty();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(StateCodec.read(Arrays.copyOf(bytes, length))).isEmpty();
        }
        for (int i = 10; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            // It is noticed, or it was in what the check does not cover and changes nothing.
            assertThat(StateCodec.read(damaged).map(read -> read.equals(state)).orElse(true))
                    .isTrue();
        }
    }
}
