// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.chart;

import java.util.List;

/**
 * Values of one kind along the x axis of a chart.
 *
 * @param name as the legend shows it
 * @param style class of CSS that gives its colour and line
 * @param points the values in ascending order of x; one whose y is not a number leaves a gap
 */
public record Series(String name, String style, List<Point> points) {

    /** A value at a place. */
    public record Point(double x, double y) {

        /** Whether there is a value. */
        public boolean known() {
            return !Double.isNaN(y);
        }
    }

    public Series {
        points = List.copyOf(points);
    }

    /** The highest value; 0 without any. */
    public double max() {
        return points.stream().filter(Point::known).mapToDouble(Point::y).max().orElse(0);
    }

    /** The lowest value above 0; 0 without any. */
    public double minAboveZero() {
        return points.stream()
                .filter(Point::known)
                .mapToDouble(Point::y)
                .filter(y -> y > 0)
                .min()
                .orElse(0);
    }
}
