// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Observation.ReplicaSight;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityMemoryTest {

    private static final List<ReplicaSight> FIRST =
            List.of(new ReplicaSight("a", 100, 0, 0, 1), new ReplicaSight("b", 100, 0, 0, 1));

    private final CapacityMemory before = CapacityMemory.NONE.next(FIRST, true);

    private static ReplicaSight after10s(String name, long records, double busySeconds) {
        return new ReplicaSight(name, 110, records, busySeconds, 1);
    }

    @Test
    void isUnknownBeforeTheSecondLook() {
        assertThat(before.isKnown()).isFalse();
        assertThat(before.busyShare()).isNaN();
        assertThat(before.throughput()).isNaN();
    }

    @Test
    void isWhatConsumersSettleForEachSecondThatTheyAreBusy() {
        CapacityMemory memory =
                before.next(List.of(after10s("a", 4_000, 5), after10s("b", 6_000, 5)), true);

        // 800 and 1,200; the median of two is between them.
        assertThat(memory.recordsPerSecond()).isEqualTo(1_000);
        assertThat(memory.busyShare()).isEqualTo(0.5);
        assertThat(memory.throughput()).isEqualTo(1_000);
    }

    @Test
    void ignoresConsumersThatAreNotWarm() {
        CapacityMemory memory =
                CapacityMemory.NONE
                        .next(List.of(new ReplicaSight("a", 59, 0, 0, 1)), true)
                        .next(List.of(new ReplicaSight("a", 69, 1_000, 10, 1)), true);

        assertThat(memory.isKnown()).isFalse();
        assertThat(memory.throughput()).isEqualTo(100);
    }

    @Test
    void ignoresConsumersThatDidNextToNothing() {
        assertThat(before.next(List.of(after10s("a", 10, 0.1)), true).isKnown()).isFalse();
    }

    @Test
    void ignoresAConsumerThatIsNewUnderAnOldName() {
        assertThat(before.next(List.of(new ReplicaSight("a", 5, 4_000, 5, 1)), true).isKnown())
                .isFalse();
    }

    @Test
    void learnsNothingWhileTheGroupIsUnsettled() {
        CapacityMemory memory = before.next(List.of(after10s("a", 4_000, 5)), false);

        assertThat(memory.isKnown()).isFalse();
        assertThat(memory.busyShare()).isEqualTo(0.5);
    }

    @Test
    void fallsFasterThanItRises() {
        CapacityMemory known = before.next(List.of(after10s("a", 5_000, 5)), true);

        double fell =
                known.next(List.of(new ReplicaSight("a", 120, 9_000, 10, 1)), true)
                        .recordsPerSecond();
        double rose =
                known.next(List.of(new ReplicaSight("a", 120, 11_000, 10, 1)), true)
                        .recordsPerSecond();

        // Samples of 800 and 1,200 after 1,000; 10 s of a time constant of 120 s and 250 s.
        assertThat(fell).isEqualTo(1_000 - 200 * (1 - Math.exp(-10.0 / 120)));
        assertThat(rose).isEqualTo(1_000 + 200 * (1 - Math.exp(-10.0 / 250)));
    }

    @Test
    void doesNotFallBecauseThereIsLittleToDo() {
        CapacityMemory known = before.next(List.of(after10s("a", 5_000, 5)), true);

        CapacityMemory later = known.next(List.of(new ReplicaSight("a", 120, 6_000, 8, 1)), true);

        assertThat(later.busyShare()).isEqualTo(0.3);
        assertThat(later.recordsPerSecond()).isEqualTo(1_000);
    }

    @Test
    void keepsWhatItKnowsWhileNobodyTellsAnything() {
        CapacityMemory known = before.next(List.of(after10s("a", 5_000, 5)), true);
        CapacityMemory silent = known.next(List.of(), true);

        assertThat(silent.recordsPerSecond()).isEqualTo(1_000);
        assertThat(silent.busyShare()).isNaN();
        assertThat(silent.totals()).isEqualTo(known.totals());
    }

    @Test
    void learnsFromWhatIsCommittedIfNobodyTellsAnything() {
        assertThat(CapacityMemory.NONE.next(Double.NaN, 10).isKnown()).isFalse();
        assertThat(CapacityMemory.NONE.next(700, 10).recordsPerSecond()).isEqualTo(700);
    }
}
