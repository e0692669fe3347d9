// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people say them. */
final class LengthText {

    private static final int SECONDS_SHOWN_MAX = 120;
    private static final int MINUTES_SHOWN_MAX = 120;
    private static final double HOUR_SECONDS = 3_600;

    private LengthText() {}

    static String of(Duration length) {
        if (length.toSeconds() < SECONDS_SHOWN_MAX) {
            return length.toSeconds() + " s";
        }
        return length.toMinutes() < MINUTES_SHOWN_MAX
                ? length.toMinutes() + " min"
                : String.format(Locale.ROOT, "%.1f h", length.toSeconds() / HOUR_SECONDS)
                        .replace(".0 h", " h");
    }
}
