// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

    private static final double TEN = 9.95;
    private static final double ONE = 0.995;
    private static final double LEAST = 0.005;

    private Figures() {}

    /** Two digits that count, all before the point; what is not nothing is not shown as nothing. */
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size < LEAST) {
            return value < 0 ? "-0.01" : "0.01";
        }
        if (Double.isInfinite(size)) {
            return "without bound";
        }
        return String.format(
                Locale.ROOT, "%,." + (size >= TEN ? 0 : size >= ONE ? 1 : 2) + "f", value);
    }

    /** A number and how sure it is, such as {@code 3.2 (1.1 to 5.4)}. */
    static String interval(Interval interval) {
        return "%s (%s to %s)"
                .formatted(
                        number(interval.estimate()),
                        number(interval.low()),
                        number(interval.high()));
    }

    /** A ratio and how sure it is, with two digits behind the point. */
    static String ratio(Interval interval) {
        return "%s (%s to %s)"
                .formatted(
                        ratio(interval.estimate()), ratio(interval.low()), ratio(interval.high()));
    }

    private static String ratio(double value) {
        return Double.isInfinite(value)
                ? "without bound"
                : String.format(Locale.ROOT, "%,.2f", value);
    }
}
