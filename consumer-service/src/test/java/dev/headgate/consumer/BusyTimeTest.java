// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BusyTimeTest {

    private final AtomicLong clockNs = new AtomicLong();
    private final BusyTime busy = new BusyTime(4, clockNs::get);

    @Test
    void isIdleUntilALaneBegins() {
        pass(10);

        assertThat(busy.integral()).isEqualTo(new BusyTime.Integral(0, 0));
    }

    @Test
    void countsEachLaneAsItsShareOfTheWriters() {
        busy.begin();
        pass(2);
        busy.begin();
        pass(1);
        busy.end();
        busy.end();
        pass(5);

        assertThat(busy.integral()).isEqualTo(new BusyTime.Integral(0.25 * 2 + 0.5, 4));
    }

    @Test
    void isNeverBusierThanItsWritersAllow() {
        for (int lane = 0; lane < 12; lane++) {
            busy.begin();
        }
        pass(3);

        assertThat(busy.integral()).isEqualTo(new BusyTime.Integral(3, 36));
    }

    @Test
    void countsALaneThatIsStillAtIt() {
        busy.begin();
        pass(4);

        assertThat(busy.integral().busySeconds()).isEqualTo(1);
        assertThat(busy.integral().busySeconds()).isEqualTo(1);
    }

    private void pass(int seconds) {
        clockNs.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
