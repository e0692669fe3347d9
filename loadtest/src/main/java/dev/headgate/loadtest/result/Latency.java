// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.result;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A distribution of durations, all in microseconds.
 *
 * @param count how many were measured
 * @param min the shortest
 * @param mean the mean
 * @param p50 half were not longer
 * @param p90 nine of ten were not longer
 * @param p99 99 of a hundred were not longer
 * @param p999 999 of a thousand were not longer
 * @param p9999 9,999 of ten thousand were not longer
 * @param max the longest
 * @param curve points of the whole distribution, in ascending order
 */
public record Latency(
        long count,
        long min,
        double mean,
        long p50,
        long p90,
        long p99,
        long p999,
        long p9999,
        long max,
        List<Point> curve) {

    private static final int TICKS_PER_HALF_DISTANCE = 5;

    public Latency {
        curve = List.copyOf(curve);
    }

    /**
     * One point of the curve.
     *
     * @param percentile share of all that were not longer, 0 to 100
     * @param micros the duration that they were not longer than
     */
    public record Point(double percentile, long micros) {}

    /** The distribution that a histogram of microseconds holds. */
    public static Latency of(Histogram micros) {
        var curve = new ArrayList<Point>();
        for (var step : micros.percentiles(TICKS_PER_HALF_DISTANCE)) {
            curve.add(new Point(step.getPercentileLevelIteratedTo(), step.getValueIteratedTo()));
        }
        return new Latency(
                micros.getTotalCount(),
                micros.getTotalCount() == 0 ? 0 : micros.getMinValue(),
                micros.getTotalCount() == 0 ? 0 : micros.getMean(),
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(90),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(99.9),
                micros.getValueAtPercentile(99.99),
                micros.getMaxValue(),
                curve);
    }
}
