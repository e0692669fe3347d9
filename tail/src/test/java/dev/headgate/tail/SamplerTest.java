// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsOneSecondsWorthThroughAtOnceAndThenNothing() {
        var sampler = new Sampler(5, 0);
        assertThat(admitted(sampler, 100, 0, 0)).isEqualTo(5);
        assertThat(sampler.admits(SECOND / 10)).isFalse();
    }

    @Test
    void holdsTheRateUnderAFlood() {
        var sampler = new Sampler(20, 0);
        assertThat(admitted(sampler, 100_000, 0, SECOND / 10_000)).isBetween(219L, 220L);
    }

    @Test
    void savesNoMoreThanASecondsWorth() {
        var sampler = new Sampler(3, 0);
        assertThat(admitted(sampler, 50, 1_000 * SECOND, 0)).isEqualTo(3);
    }

    private static long admitted(Sampler sampler, int count, long from, long step) {
        return LongStream.range(0, count).filter(n -> sampler.admits(from + n * step)).count();
    }
}
