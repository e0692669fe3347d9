// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import java.util.Locale;

/** Numbers as people read them: three or four digits that count, and a unit. */
final class Figures {

    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Figures() {}

    /** A duration, such as {@code 850 µs}, {@code 12.3 ms} or {@code 2.04 s}. */
    static String duration(double micros) {
        if (micros < 1_000) {
            return significant(micros) + " µs";
        }
        if (micros < 999_500) {
            return significant(micros / 1_000) + " ms";
        }
        return significant(micros / 1_000_000) + " s";
    }

    /** A duration of so many microseconds. */
    static String duration(long micros) {
        return duration((double) micros);
    }

    /** A long duration, such as {@code 60.0 s}. */
    static String seconds(double seconds) {
        return decimals(seconds, 1) + " s";
    }

    /** A duration with as few digits as tell it, such as {@code 1.5 s}, for marks of an axis. */
    static String mark(double micros) {
        return duration(micros).replaceFirst("(\\.[0-9]*?)0+ ", "$1 ").replace(". ", " ");
    }

    /** A number with as few digits as tell it, such as {@code 2.5k}, for marks of an axis. */
    static String shortCount(double number) {
        if (number >= 1_000_000) {
            return trimmed(number / 1_000_000) + "M";
        }
        return number >= 10_000 ? trimmed(number / 1_000) + "k" : trimmed(number);
    }

    private static String trimmed(double number) {
        return decimals(number, 2).replaceFirst("\\.?0+$", "");
    }

    /** A whole number with its thousands apart. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A rate, such as {@code 199.8/s}. */
    static String rate(double perSecond) {
        return (perSecond < 1_000 ? decimals(perSecond, 1) : decimals(perSecond, 0)) + "/s";
    }

    /** A share of a whole; 99.996 % is never shown as 100 %. */
    static String percent(double share) {
        double percent = 100 * share;
        boolean nearAnEnd = (percent > 0 && percent < 0.1) || (percent > 99.9 && percent < 100);
        return decimals(percent, nearAnEnd ? 3 : 1) + " %";
    }

    /** A size, such as {@code 15.6 GiB}. */
    static String bytes(long bytes) {
        int unit = 0;
        double left = (double) bytes;
        while (left >= 1024 && unit < BYTE_UNITS.length - 1) {
            left /= 1024;
            unit++;
        }
        return significant(left) + " " + BYTE_UNITS[unit];
    }

    /** Three digits that count, and no zeros behind a whole number. */
    private static String significant(double value) {
        if (value >= 99.95 || value == Math.rint(value)) {
            return decimals(value, 0);
        }
        return decimals(value, value >= 9.995 ? 1 : 2);
    }

    private static String decimals(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
