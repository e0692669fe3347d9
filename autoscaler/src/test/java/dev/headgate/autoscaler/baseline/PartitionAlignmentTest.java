// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionAlignmentTest {

    private final PartitionAlignment twelve = new PartitionAlignment(12, 40);

    @Test
    void goesUpToTheNextDivisor() {
        assertThat(twelve.align(2, 5)).isEqualTo(6);
        assertThat(twelve.align(2, 7)).isEqualTo(12);
    }

    @Test
    void takesANumberThatGivesEachReplicaFewer() {
        // 26/8 = 3, 26/9 = 2
        assertThat(new PartitionAlignment(26, 40).align(2, 8)).isEqualTo(9);
    }

    @Test
    void goesDownNoFurtherThanFromTheComputedToThePresentNumber() {
        // from 5 upwards 6 is the first divisor, and it is the present number
        assertThat(twelve.align(6, 5)).isEqualTo(6);
        assertThat(twelve.align(12, 5)).isEqualTo(6);
    }

    @Test
    void keepsTheComputedNumberIfNoneIsBetter() {
        // of 7, 8 and 9 none divides 10, and 10/7 = 10/9 = 1
        assertThat(new PartitionAlignment(10, 40).align(9, 7)).isEqualTo(7);
        assertThat(new PartitionAlignment(10, 8).align(2, 6)).isEqualTo(6);
    }
}
