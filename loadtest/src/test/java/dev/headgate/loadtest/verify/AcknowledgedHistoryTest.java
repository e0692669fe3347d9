// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The age of the oldest unsettled event follows from how many were acknowledged when. */
class AcknowledgedHistoryTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AcknowledgedHistory history = new AcknowledgedHistory();

    @Test
    void isZeroWhenEverythingIsSettled() {
        acknowledgeHundredASecond(10);

        assertThat(history.oldestAgeNanos(10 * SECOND, 1_000)).isZero();
        assertThat(history.oldestAgeNanos(10 * SECOND, 2_000)).isZero();
    }

    @Test
    void isTheTimeSinceMoreWereAcknowledgedThanAreSettled() {
        acknowledgeHundredASecond(10);

        assertThat(history.oldestAgeNanos(10 * SECOND, 0)).isEqualTo(10 * SECOND);
        assertThat(history.oldestAgeNanos(10 * SECOND, 300)).isEqualTo(7 * SECOND);
        assertThat(history.oldestAgeNanos(12 * SECOND, 950)).isEqualTo(5 * SECOND / 2);
    }

    @Test
    void growsWhileNothingIsSettledAndNothingSent() {
        history.note(0, 0);
        history.note(SECOND, 10);
        for (int second = 2; second <= 60; second++) {
            history.note(second * SECOND, 10);
        }

        assertThat(history.oldestAgeNanos(60 * SECOND, 0)).isEqualTo(60 * SECOND);
    }

    @Test
    void beginsAgainAfterAPause() {
        history.note(0, 10);
        history.note(60 * SECOND, 10);
        history.note(61 * SECOND, 20);

        assertThat(history.oldestAgeNanos(62 * SECOND, 10)).isEqualTo(2 * SECOND);
    }

    @Test
    void staysNearTheTruthWhenItIsFull() {
        int seconds = 3 * AcknowledgedHistory.SAMPLES_MAX;
        acknowledgeHundredASecond(seconds);

        for (int settled = 0; settled < seconds; settled += 777) {
            assertThat(history.oldestAgeNanos(seconds * SECOND, settled * 100L))
                    .isBetween((seconds - settled - 8) * SECOND, (seconds - settled + 8) * SECOND);
        }
    }

    private void acknowledgeHundredASecond(int seconds) {
        for (int second = 0; second <= seconds; second++) {
            history.note(second * SECOND, second * 100L);
        }
    }
}
