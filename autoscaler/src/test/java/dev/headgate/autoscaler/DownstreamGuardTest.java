// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.DownstreamGuard.Look;
import dev.headgate.autoscaler.GuardMemory.Cap;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DownstreamGuardTest {

    private static final double FULL = 0.99;

    private double at;
    private GuardMemory memory = DownstreamGuard.NONE;

    private void looks(int times, int replicas, double busyShare, double settledRate) {
        for (int i = 0; i < times; i++) {
            at += 10;
            memory =
                    DownstreamGuard.next(
                            memory, new Look(at, replicas, busyShare, settledRate, 10_000));
        }
    }

    private Cap cap() {
        return Objects.requireNonNull(memory.cap());
    }

    @Test
    void boundsConsumersOfWhichMoreSettleNoMore() {
        looks(3, 3, FULL, 3_000);
        looks(4, 6, FULL, 3_100);

        // 3,100 records a second need 4 of them, with a tenth to spare.
        assertThat(cap()).isEqualTo(new Cap(70, 370, 4, 3_100));
    }

    @Test
    void waitsUntilFourLooksAgree() {
        looks(3, 3, FULL, 3_000);
        looks(3, 6, FULL, 3_100);
        looks(1, 6, FULL, 5_500);
        looks(3, 6, FULL, 3_100);

        assertThat(memory.cap()).isNull();
    }

    @Test
    void letsThemBeWhereMoreSettleMore() {
        looks(3, 3, FULL, 3_000);
        looks(9, 6, FULL, 4_000);

        assertThat(memory.cap()).isNull();
    }

    @Test
    void learnsNothingWhileConsumersHaveTimeToSpare() {
        looks(3, 3, FULL, 3_000);
        looks(9, 6, 0.9, 3_000);

        assertThat(memory.cap()).isNull();
    }

    @Test
    void learnsNothingWhileNotAllWork() {
        looks(3, 3, FULL, 3_000);
        looks(9, 0, FULL, 3_000);

        assertThat(memory.cap()).isNull();
    }

    @Test
    void cannotTellNumbersApartThatAreClose() {
        looks(3, 5, FULL, 3_000);
        looks(9, 6, FULL, 3_000);

        assertThat(memory.cap()).isNull();
    }

    @Test
    void expectsNoMoreThanWhatComesIn() {
        for (int i = 0; i < 9; i++) {
            at += 10;
            memory =
                    DownstreamGuard.next(
                            memory,
                            new Look(at, i < 3 ? 3 : 6, FULL, i < 3 ? 3_000 : 3_300, 3_300));
        }

        assertThat(memory.cap()).isNull();
    }

    @Test
    void holdsTwiceAsLongTheNextTime() {
        looks(3, 3, FULL, 3_000);
        looks(4, 6, FULL, 3_100);
        looks(30, 4, FULL, 3_050);
        assertThat(memory.cap()).isNull();

        looks(4, 6, FULL, 3_100);

        assertThat(cap().until() - cap().at()).isEqualTo(600);
    }

    @Test
    void takesBackABoundAtWhichLessIsSettledAndSetsNoneForAWhile() {
        looks(3, 3, FULL, 3_000);
        looks(4, 6, FULL, 3_600);
        assertThat(memory.cap()).isNotNull();

        looks(7, 4, FULL, 3_300);
        assertThat(memory.cap()).isNotNull();
        looks(1, 4, FULL, 3_300);
        assertThat(memory.cap()).isNull();

        looks(3, 3, FULL, 3_000);
        looks(50, 6, FULL, 3_100);
        assertThat(memory.cap()).isNull();
    }

    @Test
    void forgetsWhatFewerSettledHalfAnHourAgo() {
        looks(3, 3, FULL, 3_000);
        at += 1_800;
        looks(9, 6, FULL, 3_100);

        assertThat(memory.cap()).isNull();
    }
}
