// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.chart.Series;
import dev.headgate.loadtest.chart.Series.Point;
import dev.headgate.loadtest.result.Second;
import dev.headgate.loadtest.result.Second.DatabaseLook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The seconds of a run, in groups where they are too many to be drawn. A group's rate is the mean,
 * and what should be small is shown at its worst.
 */
final class OverTime {

    private static final int POINTS_MAX = 600;

    private final List<Second> seconds;
    private final int group;

    OverTime(List<Second> seconds) {
        this.seconds = seconds;
        this.group = Math.max(1, Math.ceilDiv(seconds.size(), POINTS_MAX));
    }

    /** How many seconds one point stands for. */
    int group() {
        return group;
    }

    /** How long the run lasted. */
    int length() {
        return seconds.isEmpty() ? 0 : seconds.getLast().second() + 1;
    }

    /** Whether anybody looked at the database meanwhile. */
    boolean hasDatabase() {
        return seconds.stream().anyMatch(second -> second.database() != null);
    }

    Series mean(String name, String style, ToDoubleFunction<Second> value) {
        return series(
                name, style, part -> part.stream().mapToDouble(value).average().orElse(Double.NaN));
    }

    Series worst(String name, String style, ToDoubleFunction<Second> value) {
        return series(
                name, style, part -> part.stream().mapToDouble(value).max().orElse(Double.NaN));
    }

    /** Worst latencies; seconds without any answer have none. */
    Series latency(String name, String style, ToDoubleFunction<Second> micros) {
        return series(
                name,
                style,
                part ->
                        part.stream()
                                .filter(second -> second.answered() > 0)
                                .mapToDouble(micros)
                                .max()
                                .orElse(Double.NaN));
    }

    /** Worst of what the database showed; seconds in which nobody looked have none. */
    Series database(String name, String style, ToDoubleFunction<DatabaseLook> value) {
        return series(
                name,
                style,
                part -> {
                    double worst = Double.NaN;
                    for (Second second : part) {
                        DatabaseLook look = second.database();
                        if (look != null) {
                            double seen = value.applyAsDouble(look);
                            worst = Double.isNaN(worst) ? seen : Math.max(worst, seen);
                        }
                    }
                    return worst;
                });
    }

    /** Rows a second between two looks at the database. */
    Series rowRate(String name, String style) {
        var points = new ArrayList<Point>();
        long rowsBefore = 0;
        int secondBefore = -1;
        for (int from = 0; from < seconds.size(); from += group) {
            Second end = seconds.get(Math.min(seconds.size(), from + group) - 1);
            DatabaseLook look = end.database();
            double rate = Double.NaN;
            if (look != null) {
                rate = (double) (look.rows() - rowsBefore) / (end.second() - secondBefore);
                rowsBefore = look.rows();
                secondBefore = end.second();
            }
            points.add(new Point(seconds.get(from).second(), rate));
        }
        return new Series(name, style, points);
    }

    private Series series(String name, String style, ToDoubleFunction<List<Second>> value) {
        var points = new ArrayList<Point>();
        for (int from = 0; from < seconds.size(); from += group) {
            List<Second> part = seconds.subList(from, Math.min(seconds.size(), from + group));
            points.add(new Point(part.getFirst().second(), value.applyAsDouble(part)));
        }
        return new Series(name, style, points);
    }
}
