// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the rounds of one measurement gave; their medians count. */
final class Samples {

    private final List<Sample> samples = new ArrayList<>();

    /**
     * One round.
     *
     * @param rate what was done in a second
     * @param p99Ms 99th percentile of how long it took, in milliseconds
     */
    record Sample(double rate, double p99Ms) {

        /** The same with each request counted as so many events. */
        Sample times(int events) {
            return new Sample(rate * events, p99Ms);
        }
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    double rate() {
        return median(Sample::rate);
    }

    double p99Ms() {
        return median(Sample::p99Ms);
    }

    private double median(ToDoubleFunction<Sample> figure) {
        return median(samples.stream().mapToDouble(figure).boxed().toList());
    }

    /** The one in the middle, the greater of two. */
    static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
