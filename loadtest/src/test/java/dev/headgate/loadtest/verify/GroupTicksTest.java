// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The latest instant of each group is kept, for as many groups as there is room for. */
class GroupTicksTest {

    private static final int MANY = 50_000;
    private static final long LATEST = 0xffff_fffeL;

    @Test
    void keepsTheLatestInstantOfEachOfManyGroups() {
        var ticks = new GroupTicks(MANY);
        for (int n = 0; n < MANY; n++) {
            assertThat(ticks.raise("user-" + n, n)).isEqualTo(GroupTicks.NEW);
        }
        for (int n = 0; n < MANY; n++) {
            assertThat(ticks.raise("user-" + n, n / 2)).isEqualTo(n);
            assertThat(ticks.raise("user-" + n, n + 1)).isEqualTo(n);
            assertThat(ticks.raise("user-" + n, 0)).isEqualTo(n + 1);
        }
    }

    @Test
    void takesNoMoreGroupsThanThereIsRoomForAndKeepsThoseItHas() {
        var ticks = new GroupTicks(2);
        ticks.raise("a", 5);
        ticks.raise("b", 6);

        assertThat(ticks.raise("c", 7)).isEqualTo(GroupTicks.FULL);
        assertThat(ticks.raise("a", 8)).isEqualTo(5);
        assertThat(ticks.raise("b", 8)).isEqualTo(6);
    }

    @Test
    void forgetsAllOnDemand() {
        var ticks = new GroupTicks(1);
        ticks.raise("a", 5);
        ticks.clear();

        assertThat(ticks.raise("b", 1)).isEqualTo(GroupTicks.NEW);
        assertThat(ticks.raise("b", 1)).isEqualTo(1);
    }

    @Test
    void takesEveryInstantThatALedgerCanHold() {
        var ticks = new GroupTicks(2);
        ticks.raise("a", 0);
        ticks.raise("b", LATEST);

        assertThat(ticks.raise("a", 0)).isZero();
        assertThat(ticks.raise("b", 0)).isEqualTo(LATEST);
    }
}
