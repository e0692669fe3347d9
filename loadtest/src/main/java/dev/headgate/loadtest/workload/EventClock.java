// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDate;

/** Writes an instant that an index stands for: 2026 begins at 0, each index is a millisecond. */
final class EventClock {

    private static final long FIRST_DAY = LocalDate.of(2026, 1, 1).toEpochDay();
    private static final long DAY_MILLIS = 86_400_000;

    /** More days would need years of five digits. */
    private static final long DAYS_MAX = 365_000;

    private static final byte[] END = "Z\"".getBytes(US_ASCII);

    private EventClock() {}

    static void write(EventNumbers numbers, BodyBuffer to) {
        long index = numbers.index();
        LocalDate day = LocalDate.ofEpochDay(FIRST_DAY + index / DAY_MILLIS % DAYS_MAX);
        long millis = index % DAY_MILLIS;
        to.append('"').appendDigits(day.getYear(), 4);
        to.append('-').appendDigits(day.getMonthValue(), 2);
        to.append('-').appendDigits(day.getDayOfMonth(), 2);
        to.append('T').appendDigits(millis / 3_600_000, 2);
        to.append(':').appendDigits(millis / 60_000 % 60, 2);
        to.append(':').appendDigits(millis / 1_000 % 60, 2);
        to.append('.').appendDigits(millis % 1_000, 3).append(END);
    }
}
