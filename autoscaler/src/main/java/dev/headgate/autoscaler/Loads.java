// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Loads of partitions in the order of their size, so that their numbers have no say in a sum. */
final class Loads {

    private Loads() {}

    /** So many, the smallest first. */
    static double[] sorted(int count, IntToDoubleFunction load) {
        double[] loads = new double[count];
        Arrays.setAll(loads, load);
        Arrays.sort(loads);
        return loads;
    }

    static double sum(double[] sorted) {
        double sum = 0;
        for (double each : sorted) {
            sum += each;
        }
        return sum;
    }

    /** The last; 0 if there is none. */
    static double greatest(double[] sorted) {
        return sorted.length == 0 ? 0 : sorted[sorted.length - 1];
    }
}
