// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter text = new StringWriter();
    private long now;

    @Test
    void aShortSimulationSaysNothing() {
        try (Progress progress = progress(false)) {
            seconds(progress, 100, 15);
        }

        assertThat(text.toString()).isEmpty();
    }

    @Test
    void aLongOneSaysNowAndThenHowFarItIs() {
        try (Progress progress = progress(false)) {
            progress.runs("slo-fit, seed 1 of 1");
            seconds(progress, 100, 100);
        }

        assertThat(text.toString().lines())
                .containsExactly(
                        " 20 % simulated, slo-fit, seed 1 of 1",
                        " 70 % simulated, slo-fit, seed 1 of 1");
    }

    @Test
    void onATerminalItIsDrawnInPlaceAndLeavesNothing() {
        try (Progress progress = progress(true)) {
            progress.runs("slo-fit, seed 1 of 1");
            seconds(progress, 100, 22);
        }

        assertThat(text.toString())
                .isEqualTo(
                        "\r 20 % simulated, slo-fit, seed 1 of 1\033[K"
                                + "\r 22 % simulated, slo-fit, seed 1 of 1\033[K"
                                + "\r\033[K");
    }

    private Progress progress(boolean inPlace) {
        return new Progress(new PrintWriter(text), inPlace, () -> now, 100);
    }

    /** Simulates so many seconds, each in so many milliseconds. */
    private void seconds(Progress progress, int millis, int number) {
        for (int i = 0; i < number; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(millis);
            progress.second();
        }
    }
}
