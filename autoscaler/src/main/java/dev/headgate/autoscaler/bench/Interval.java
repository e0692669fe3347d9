// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A figure and the range in which it would lie with other seeds, 95 times of 100.
 *
 * <p>Implementation note: the bootstrap's percentile method (Efron and Tibshirani, An Introduction
 * to the Bootstrap, chapter 13). Seeds are drawn with replacement, 10,000 times as many as there
 * are, and the figure is made of each draw. Of two contestants the same seeds are drawn, since both
 * had the same load. The draws are always the same ones, so that a page changes only when results
 * do.
 *
 * @param estimate made of all seeds
 */
record Interval(double estimate, double low, double high) {

    private static final int RESAMPLES = 10_000;
    private static final long DRAWS = 0x5EED;
    private static final double TAIL = 0.025;

    /** Of a mean. */
    static Interval ofMean(double[] values) {
        return of(values.length, picked -> sum(values, picked) / values.length);
    }

    /** Of the mean of what one has more than the other with the same seed. */
    static Interval ofDifference(double[] one, double[] other) {
        checkPaired(one, other);
        double[] differences = new double[one.length];
        Arrays.setAll(differences, i -> one[i] - other[i]);
        return ofMean(differences);
    }

    /**
     * Of the sum of one divided by the sum of the other. Nothing divided by nothing is 1, for both
     * are as good; something divided by nothing has no bound.
     */
    static Interval ofRatio(double[] one, double[] other) {
        checkPaired(one, other);
        return of(one.length, picked -> ratio(sum(one, picked), sum(other, picked)));
    }

    private static double ratio(double one, double other) {
        return one == 0 && other == 0 ? 1 : one / other;
    }

    private static Interval of(int size, ToDoubleFunction<int[]> figure) {
        if (size == 0) {
            throw new IllegalArgumentException("of nothing there is no interval");
        }
        int[] picked = new int[size];
        Arrays.setAll(picked, i -> i);
        double estimate = figure.applyAsDouble(picked);
        var draws = new SplittableRandom(DRAWS);
        double[] figures = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.setAll(picked, _ -> draws.nextInt(size));
            figures[i] = figure.applyAsDouble(picked);
        }
        Arrays.sort(figures);
        int tail = (int) (TAIL * RESAMPLES);
        return new Interval(estimate, figures[tail], figures[RESAMPLES - 1 - tail]);
    }

    private static void checkPaired(double[] one, double[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException("each value needs one of the same seed beside it");
        }
    }

    private static double sum(double[] values, int[] picked) {
        double sum = 0;
        for (int each : picked) {
            sum += values[each];
        }
        return sum;
    }
}
