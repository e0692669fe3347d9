// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

/** Exponentially weighted averages over time that passes unevenly. */
final class Ewma {

    private Ewma() {}

    /**
     * The average after one more sample.
     *
     * @param average before; NaN if there is none, and then the sample is the average
     * @param seconds that the sample stands for
     * @param timeConstant seconds after which an old value counts for 1/e
     */
    static double next(double average, double sample, double seconds, double timeConstant) {
        return Double.isNaN(average)
                ? sample
                : average + (1 - Math.exp(-seconds / timeConstant)) * (sample - average);
    }
}
