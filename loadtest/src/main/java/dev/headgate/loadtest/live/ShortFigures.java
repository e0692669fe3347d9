// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

import java.util.Locale;

/** Numbers that stay within seven columns, so that a panel does not jump while they grow. */
final class ShortFigures {

    /** In place of a number that there is none of. */
    static final String NONE = "-";

    private static final double SECONDS_A_MINUTE = 60;

    private ShortFigures() {}

    /** A count, such as {@code 53,998} or {@code 12.3 M}. */
    static String count(long count) {
        return count < 1_000_000 ? grouped((double) count, 0) : scaled(count / 1e6, " M");
    }

    /** A rate, such as {@code 199.8/s}, {@code 1,998/s} or {@code 59.7k/s}. */
    static String rate(double perSecond) {
        if (perSecond < 999.95) {
            return grouped(perSecond, perSecond == Math.rint(perSecond) ? 0 : 1) + "/s";
        }
        if (perSecond < 9_999.5) {
            return grouped(perSecond, 0) + "/s";
        }
        return perSecond < 999_500
                ? scaled(perSecond / 1e3, "k/s")
                : scaled(perSecond / 1e6, "M/s");
    }

    /** A duration, such as {@code 850 µs}, {@code 12.3 ms} or {@code 2.04 s}. */
    static String duration(long micros) {
        if (micros < 1_000) {
            return micros + " µs";
        }
        return micros < 999_500
                ? scaled(micros / 1e3, " ms")
                : micros < 999_500_000
                        ? scaled(micros / 1e6, " s")
                        : scaled(micros / 1e6 / SECONDS_A_MINUTE, " min");
    }

    /** A clock, such as {@code 0:27} or {@code 1:02:03}. */
    static String clock(double seconds) {
        long whole = (long) seconds;
        return whole < 3_600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60);
    }

    /** Three digits that count. */
    private static String scaled(double value, String unit) {
        return grouped(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0) + unit;
    }

    private static String grouped(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
