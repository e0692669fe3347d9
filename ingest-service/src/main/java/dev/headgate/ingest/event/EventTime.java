// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** The check that a text is a time as RFC 3339 writes it, and one that PostgreSQL can keep. */
final class EventTime {

    /** What a text that is none should have been. */
    static final String EXPECTED = "expected an RFC 3339 time such as 2026-01-31T09:30:00Z";

    /** A fraction has at most nine digits; there is no year 0 in PostgreSQL. */
    private static final Pattern RFC_3339 =
            Pattern.compile(
                    "(?!0000)\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?"
                            + "([Zz]|[+-]\\d{2}:\\d{2})");

    private EventTime() {}

    static boolean valid(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return false;
        }
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
