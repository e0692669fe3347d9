// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * An axis: where values lie on it, 0 at its begin and 1 at its end, and which of them are marked.
 *
 * @param ticks the marked ones
 */
record Scale(DoubleUnaryOperator place, List<Tick> ticks) {

    private static final List<Double> ROUND = List.of(1.0, 2.0, 5.0, 10.0);
    private static final int TICKS = 5;
    private static final double HOUR = 3_600;
    private static final List<Double> ROUND_HOURS = List.of(0.25, 0.5, 1.0, 2.0, 4.0);
    private static final int HOURS_TICKS = 8;

    /**
     * A mark.
     *
     * @param label how the value is written
     */
    record Tick(double value, String label) {}

    Scale {
        ticks = List.copyOf(ticks);
    }

    /** From 0 evenly to a round number that is not below the greatest value. */
    static Scale linear(double max) {
        double step = round(Math.max(max, 1e-9) / TICKS);
        long steps = (long) Math.max(1, Math.ceil(max / step - 1e-9));
        var ticks = new ArrayList<Tick>();
        for (long i = 0; i <= steps; i++) {
            ticks.add(new Tick(i * step, label(i * step)));
        }
        return new Scale(value -> value / (steps * step), ticks);
    }

    /** From 0 to a power of ten; even up to 1, and by powers of ten above. */
    static Scale powers(double max) {
        int decades = (int) Math.max(1, Math.ceil(Math.log10(Math.max(max, 1))));
        var ticks = new ArrayList<Tick>();
        ticks.add(new Tick(0, "0"));
        for (int decade = 0; decade <= decades; decade++) {
            double value = Math.pow(10, decade);
            ticks.add(new Tick(value, label(value)));
        }
        return new Scale(
                value -> (value <= 1 ? value : 1 + Math.log10(value)) / (1 + decades), ticks);
    }

    /** Seconds from the begin of a run to its end, marked at round hours. */
    static Scale time(double seconds) {
        double step = ROUND_HOURS.getLast();
        for (double each : ROUND_HOURS.reversed()) {
            if (seconds / HOUR / each <= HOURS_TICKS) {
                step = each;
            }
        }
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i * step * HOUR <= seconds; i++) {
            long minutes = Math.round(i * step * 60);
            ticks.add(
                    new Tick(
                            i * step * HOUR,
                            String.format(Locale.ROOT, "%d:%02d", minutes / 60, minutes % 60)));
        }
        return new Scale(value -> value / seconds, ticks);
    }

    /** Where a value lies, from 0 to 1. */
    double at(double value) {
        return place.applyAsDouble(value);
    }

    private static double round(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        return ROUND.stream()
                .mapToDouble(digit -> digit * decade)
                .filter(each -> each >= value * (1 - 1e-9))
                .findFirst()
                .orElse(10 * decade);
    }

    private static String label(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.2f", value).replaceFirst("0+$", "");
    }
}
