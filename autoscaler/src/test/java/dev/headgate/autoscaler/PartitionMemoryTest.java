// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.autoscaler.Observation.PartitionSight;
import org.junit.jupiter.api.Test;

class PartitionMemoryTest {

    private final PartitionMemory first = PartitionMemory.first(sight("a", 1_000, 1_000), 0);

    private static PartitionSight sight(String topicId, long end, long committed) {
        return new PartitionSight(
                new PartitionKey("orders", 3), topicId, end, 0, committed, "consumer-0", 0);
    }

    @Test
    void knowsNoRateAtFirst() {
        assertThat(first.fastRate()).isZero();
        assertThat(first.slowRate()).isZero();
    }

    @Test
    void averagesWhatComesInFastAndSlowly() {
        PartitionMemory steady = first.next(sight("a", 2_000, 2_000), 10, 10);
        assertThat(steady.fastRate()).isEqualTo(100);
        assertThat(steady.slowRate()).isEqualTo(100);

        PartitionMemory risen = steady.next(sight("a", 5_000, 5_000), 20, 10);

        // 300 a second for 10 s of a time constant of 20 s and of 150 s.
        assertThat(risen.fastRate()).isCloseTo(100 + 200 * (1 - Math.exp(-0.5)), within(1e-9));
        assertThat(risen.slowRate()).isCloseTo(100 + 200 * (1 - Math.exp(-1.0 / 15)), within(1e-9));
    }

    @Test
    void takesAnotherTopicForAnotherLogWithTheSameLoad() {
        PartitionMemory steady = first.next(sight("a", 2_000, 2_000), 10, 10);

        PartitionMemory remade = steady.next(sight("b", 9_000, 0), 20, 10);
        assertThat(remade.fastRate()).isEqualTo(100);
        assertThat(remade.advancedAt()).isNaN();

        PartitionMemory shrunk = steady.next(sight("a", 50, 0), 20, 10);
        assertThat(shrunk.fastRate()).isEqualTo(100);
        assertThat(shrunk.endOffset()).isEqualTo(50);
    }

    @Test
    void remembersWhenItMovedLastAndHowMuchWaitedThen() {
        PartitionMemory advanced = first.next(sight("a", 2_000, 1_500), 10, 10);
        assertThat(advanced.movedAt()).isEqualTo(10);
        assertThat(advanced.advancedAt()).isEqualTo(10);
        assertThat(advanced.lagRecords()).isEqualTo(500);

        PartitionMemory stands = advanced.next(sight("a", 3_000, 1_500), 20, 10);
        assertThat(stands.movedAt()).isEqualTo(10);
        assertThat(stands.lagRecords()).isEqualTo(500);

        PartitionMemory empty = stands.next(sight("a", 3_000, 3_000), 30, 10);
        PartitionMemory stillEmpty = empty.next(sight("a", 3_000, 3_000), 40, 10);
        assertThat(stillEmpty.movedAt()).isEqualTo(40);
        assertThat(stillEmpty.advancedAt()).isEqualTo(30);
    }
}
