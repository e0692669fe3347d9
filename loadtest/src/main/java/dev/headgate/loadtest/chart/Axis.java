// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/** An axis of a chart: where values lie on it, from 0 to 1, and which of them are marked. */
public final class Axis {

    private static final double[] ROUND = {1, 2, 5};
    private static final int[] ROUND_SECONDS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400
    };
    private static final int LINEAR_TICKS = 5;
    private static final int TIME_TICKS = 9;
    private static final int DECADES_WITH_STEPS = 2;

    /**
     * A mark.
     *
     * @param value what it marks
     * @param label how it is written; empty for a line without words
     */
    public record Tick(double value, String label) {}

    private final DoubleUnaryOperator place;
    private final List<Tick> ticks;

    private Axis(DoubleUnaryOperator place, List<Tick> ticks) {
        this.place = place;
        this.ticks = List.copyOf(ticks);
    }

    /** From 0 to a round number not below a maximum. */
    public static Axis linear(double max, DoubleFunction<String> label) {
        double step = max <= 0 ? 1 : roundAbove(max / LINEAR_TICKS);
        double top = max <= 0 ? 1 : step * Math.ceil(max / step - 1e-9);
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i * step <= top * (1 + 1e-9); i++) {
            ticks.add(new Tick(i * step, label.apply(i * step)));
        }
        return new Axis(value -> value / top, ticks);
    }

    /** By powers of ten, from a round number not above a minimum. Both are above 0. */
    public static Axis logarithmic(double min, double max, DoubleFunction<String> label) {
        double bottom = roundBelow(min);
        double top = Math.max(roundAbove(max), 10 * bottom);
        double low = Math.log10(bottom);
        double span = Math.log10(top) - low;
        boolean steps = span <= DECADES_WITH_STEPS;
        var ticks = new ArrayList<Tick>();
        for (double decade = Math.pow(10, Math.floor(low)); decade <= top; decade *= 10) {
            for (double digit : ROUND) {
                double value = decade * digit;
                if (value >= bottom * (1 - 1e-9) && value <= top * (1 + 1e-9)) {
                    ticks.add(new Tick(value, digit == 1 || steps ? label.apply(value) : ""));
                }
            }
        }
        return new Axis(value -> (Math.log10(Math.max(value, bottom)) - low) / span, ticks);
    }

    /** Seconds of a run that lasts so long. */
    public static Axis time(double seconds) {
        double length = Math.max(1, seconds);
        int step = ROUND_SECONDS[ROUND_SECONDS.length - 1];
        for (int i = ROUND_SECONDS.length - 1; i >= 0; i--) {
            if (length / ROUND_SECONDS[i] <= TIME_TICKS) {
                step = ROUND_SECONDS[i];
            }
        }
        var ticks = new ArrayList<Tick>();
        for (long at = 0; at <= length; at += step) {
            ticks.add(new Tick((double) at, clock((double) at, length)));
        }
        return new Axis(value -> value / length, ticks);
    }

    /**
     * Percentiles, each nine as wide as the one before, up to the last that so many values can tell
     * from their maximum. 100 lies at the end.
     */
    public static Axis percentile(long count) {
        double end = Math.max(1, Math.log10((double) Math.max(1, count)));
        var ticks = new ArrayList<Tick>();
        ticks.add(new Tick(0, "0"));
        ticks.add(new Tick(50, "50 %"));
        for (int decade = 1; decade <= end + 1e-9; decade++) {
            String nines =
                    switch (decade) {
                        case 1 -> "90";
                        case 2 -> "99";
                        default -> "99." + "9".repeat(decade - 2);
                    };
            ticks.add(new Tick(Double.parseDouble(nines), nines + " %"));
        }
        return new Axis(percentile -> Math.min(end, nines(percentile)) / end, ticks);
    }

    /** Where a value lies: 0 at the axis's start, 1 at its end. */
    public double place(double value) {
        return place.applyAsDouble(value);
    }

    public List<Tick> ticks() {
        return ticks;
    }

    /** An instant of a run, such as {@code 12 s} or {@code 1:05:00}. */
    public static String clock(double seconds, double length) {
        long whole = (long) seconds;
        if (length < 120) {
            return whole + " s";
        }
        if (length < 7_200) {
            return "%d:%02d".formatted(whole / 60, whole % 60);
        }
        return "%d:%02d:%02d".formatted(whole / 3_600, whole / 60 % 60, whole % 60);
    }

    private static double nines(double percentile) {
        return percentile >= 100 ? Double.POSITIVE_INFINITY : -Math.log10(1 - percentile / 100);
    }

    private static double roundAbove(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        for (double digit : ROUND) {
            if (decade * digit >= value * (1 - 1e-9)) {
                return decade * digit;
            }
        }
        return 10 * decade;
    }

    private static double roundBelow(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        double below = decade;
        for (double digit : ROUND) {
            if (decade * digit <= value * (1 + 1e-9)) {
                below = decade * digit;
            }
        }
        return below;
    }
}
