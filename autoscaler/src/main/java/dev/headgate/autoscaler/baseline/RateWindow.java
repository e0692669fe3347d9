// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import java.util.Arrays;

/**
 * The latest rates, and percentiles of them. Not for several threads.
 *
 * <p>Rule: {@code Percentile} of Apache Commons Math 3.6.1 with its {@code LEGACY} estimate: the
 * value at p x (n + 1) of the sorted ones, counted from 1, in between in proportion. Of fewer than
 * 100 values the 99th percentile is thus the greatest.
 */
final class RateWindow {

    private final double[] rates;
    private final double[] sorted;
    private int size;
    private int next;

    RateWindow(int capacity) {
        this.rates = new double[capacity];
        this.sorted = new double[capacity];
    }

    /** The latest one; the oldest goes if there are too many. */
    void add(double rate) {
        rates[next] = rate;
        next = (next + 1) % rates.length;
        size = Math.min(size + 1, rates.length);
    }

    int size() {
        return size;
    }

    /** Needs a value; the part is 0 to 1. */
    double percentile(double part) {
        System.arraycopy(rates, 0, sorted, 0, size);
        Arrays.sort(sorted, 0, size);
        double position = part * (size + 1);
        if (position < 1) {
            return sorted[0];
        }
        if (position >= size) {
            return sorted[size - 1];
        }
        int below = (int) position;
        double lower = sorted[below - 1];
        return lower + (position - below) * (sorted[below] - lower);
    }
}
