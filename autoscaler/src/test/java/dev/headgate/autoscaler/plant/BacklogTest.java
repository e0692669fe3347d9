// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Backlog backlog = new Backlog();

    @Test
    void givesWhatCameFirst() {
        backlog.add(3, 5);
        backlog.add(4, 7);

        assertThat(backlog.oldest(99)).isEqualTo(3);
        assertThat(backlog.take(4)).isEqualTo(4);
        assertThat(backlog.oldest(99)).isEqualTo(3);
        assertThat(backlog.take(1)).isEqualTo(1);
        assertThat(backlog.oldest(99)).isEqualTo(4);
        assertThat(backlog.records()).isEqualTo(7);
    }

    @Test
    void takesAcrossSeconds() {
        backlog.add(3, 5);
        backlog.add(4, 7);
        backlog.add(9, 1);

        assertThat(backlog.take(12)).isEqualTo(12);

        assertThat(backlog.oldest(99)).isEqualTo(9);
        assertThat(backlog.records()).isEqualTo(1);
    }

    @Test
    void givesNoMoreThanThereIs() {
        backlog.add(3, 5);

        assertThat(backlog.take(6)).isEqualTo(5);
        assertThat(backlog.records()).isZero();
        assertThat(backlog.oldest(99)).isEqualTo(99);
        assertThat(backlog.take(6)).isZero();
    }

    @Test
    void joinsRecordsOfTheSameSecond() {
        backlog.add(3, 5);
        backlog.add(3, 2);

        assertThat(backlog.takeUntil(3)).isEqualTo(7);
    }

    @Test
    void keepsNoSecondInWhichNothingCame() {
        backlog.add(3, 0);
        assertThat(backlog.oldest(99)).isEqualTo(99);

        backlog.add(4, 1);
        assertThat(backlog.oldest(99)).isEqualTo(4);
    }

    @Test
    void takesAllUpToASecond() {
        backlog.add(3, 5);
        backlog.add(5, 7);
        backlog.add(7, 1);

        assertThat(backlog.takeUntil(2)).isZero();
        assertThat(backlog.takeUntil(6)).isEqualTo(12);
        assertThat(backlog.records()).isEqualTo(1);
        assertThat(backlog.oldest(99)).isEqualTo(7);
    }

    @Test
    void keepsOrderWhenItGrowsAfterItsBeginHasMoved() {
        for (int second = 0; second < 60; second++) {
            backlog.add(second, second + 1L);
        }
        backlog.takeUntil(39);
        for (int second = 60; second < 200; second++) {
            backlog.add(second, second + 1L);
        }

        for (int second = 40; second < 200; second++) {
            assertThat(backlog.oldest(-1)).isEqualTo(second);
            assertThat(backlog.takeUntil(second)).isEqualTo(second + 1L);
        }
        assertThat(backlog.records()).isZero();
    }
}
