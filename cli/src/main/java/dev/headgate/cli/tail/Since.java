// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import dev.headgate.cli.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** A moment in the past: a time such as 2026-01-31T12:00:00Z, or how long ago, such as 10m. */
final class Since {

    private Since() {}

    static Instant parse(String text, Instant now) {
        try {
            if (text.matches("[1-9][0-9]{0,5}[smh]")) {
                return now.minus(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
            }
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw CommandFailure.invalid(
                    "--since must look like 90s, 10m, 2h or 2026-01-31T12:00:00Z, but is "
                            + TerminalText.safe(text)
                            + ".");
        }
    }
}
