// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Observation.WorkloadSight;
import org.junit.jupiter.api.Test;

class TimeMemoryTest {

    private TimeMemory memory = TimeMemory.NONE;

    private void looks(double at, boolean stable, int desired, int ready) {
        memory = memory.next(at, stable, new WorkloadSight(desired, ready, false), 10);
    }

    @Test
    void expectsWhatIsUsualUntilItHasSeenSomething() {
        assertThat(memory.ready()).isEqualTo(45);
        assertThat(memory.rebalance()).isEqualTo(6);
    }

    @Test
    void measuresARiseUntilTheNewConsumersHoldPartitions() {
        memory = memory.rising(100, 5);
        looks(110, true, 5, 3);
        looks(130, false, 5, 5);
        assertThat(memory.ready()).isEqualTo(45);
        looks(160, true, 5, 5);

        assertThat(memory.ready()).isEqualTo(60);
        assertThat(memory.rise()).isNull();
    }

    @Test
    void forgetsARiseThatWasTakenBack() {
        memory = memory.rising(100, 5);
        looks(110, true, 3, 3);
        looks(400, true, 5, 5);

        assertThat(memory.ready()).isEqualTo(45);
    }

    @Test
    void measuresRebalancesFromBetweenTheLooksAtWhichTheyBeganAndEnded() {
        looks(100, true, 3, 3);
        looks(110, false, 3, 3);
        looks(120, false, 3, 3);
        looks(130, true, 3, 3);

        // Seen unsettled for 20 s; half a look of it is guessed away.
        assertThat(memory.rebalance()).isEqualTo(15);
        assertThat(memory.unsettledAt()).isEqualTo(120);
        assertThat(memory.unsettledSince()).isNaN();
    }

    @Test
    void takesNoCrashForTheRule() {
        for (double at = 100; at < 600; at += 100) {
            double length = at == 300 ? 60 : 10;
            looks(at, false, 3, 3);
            looks(at + length, true, 3, 3);
        }

        assertThat(memory.rebalance()).isEqualTo(5);
    }

    @Test
    void countsNineOfTenStartsAsTheRule() {
        for (int i = 1; i <= 10; i++) {
            memory = memory.rising(1_000 * i, 5);
            looks(1_000 * i + 10 * i, true, 5, 5);
        }

        assertThat(memory.ready()).isEqualTo(90);
    }

    @Test
    void remembersTheLastTwenty() {
        for (int i = 1; i <= 40; i++) {
            memory = memory.rising(1_000 * i, 5);
            looks(1_000 * i + (i <= 20 ? 300 : 20), true, 5, 5);
        }

        assertThat(memory.readySeconds()).hasSize(20).containsOnly(20.0);
    }
}
