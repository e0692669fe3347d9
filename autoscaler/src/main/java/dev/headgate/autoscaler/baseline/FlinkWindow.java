// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.baseline.Readings.Reading;
import java.util.ArrayDeque;

/**
 * Samples of Flink's autoscaler, and what it makes of them. Not for several threads.
 *
 * <p>Rule: {@code ScalingMetrics} and {@code ScalingMetricEvaluator}; see {@link FlinkAutoscaler}
 * for the version. The rate of records comes from the first and the last sample, the busy time is
 * the average over the samples of the busiest replica.
 *
 * <p>As the source has it and not the study: a sample without much lag does not end the observed
 * rate; it takes the average of those so far, which then lasts as long as the window.
 */
final class FlinkWindow {

    private final FlinkSettings settings;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    private record Sample(int second, long lag, long processed, double busy, double observed) {}

    FlinkWindow(FlinkSettings settings) {
        this.settings = settings;
    }

    void add(int second, long lag, Reading reading) {
        double perSecond = (double) reading.added() / reading.seconds();
        double observed = observed(lag, perSecond);
        samples.addLast(new Sample(second, lag, reading.total(), reading.busiest(), observed));
    }

    private double observed(long lag, double perSecond) {
        // Nothing comes: any capacity is possible, which lets replicas go.
        if (perSecond == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return lag >= settings.observedSeconds() * perSecond ? perSecond : observedRate();
    }

    int size() {
        return samples.size();
    }

    void clear() {
        samples.clear();
    }

    void dropBefore(int second) {
        while (!samples.isEmpty() && samples.getFirst().second() < second) {
            samples.removeFirst();
        }
    }

    /** Second of the first sample that is not older than that; another if there is none. */
    int firstSince(int second, int none) {
        for (Sample each : samples) {
            if (each.second() >= second) {
                return each.second();
            }
        }
        return none;
    }

    /** Whether a sample is from before that second. */
    boolean reachesBefore(int second) {
        return !samples.isEmpty() && samples.getFirst().second() < second;
    }

    /** Records that wait. */
    long lag() {
        return samples.getLast().lag();
    }

    /** Records a second that are settled. Needs two samples. */
    double settledRate() {
        return rate(samples.getLast().processed() - samples.getFirst().processed());
    }

    /** Records a second that arrive: those that are settled and those by which lag grows. */
    double arrivalRate() {
        double growth = rate(samples.getLast().lag() - samples.getFirst().lag());
        return Math.max(0, settledRate() + growth);
    }

    private double rate(long difference) {
        return (double) difference / (samples.getLast().second() - samples.getFirst().second());
    }

    /** Records a second that the present replicas could settle if they were always busy. */
    double trueRate() {
        double settled = settledRate();
        double byBusyTime = settled == 0 ? Double.POSITIVE_INFINITY : settled / busy();
        double observed = observedRate();
        if (Double.isNaN(observed)) {
            return byBusyTime;
        }
        boolean unbelievable =
                Double.isInfinite(byBusyTime)
                        || byBusyTime > observed * (1 + settings.observedSwitch());
        return unbelievable ? observed : byBusyTime;
    }

    private double busy() {
        double sum = 0;
        for (Sample each : samples) {
            sum += each.busy();
        }
        return sum / samples.size();
    }

    private double observedRate() {
        double sum = 0;
        int count = 0;
        boolean infinite = false;
        for (Sample each : samples) {
            if (Double.isInfinite(each.observed())) {
                infinite = true;
            } else if (!Double.isNaN(each.observed())) {
                sum += each.observed();
                count++;
            }
        }
        if (count == 0) {
            return infinite ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        return count < settings.observedSamples() ? Double.NaN : sum / count;
    }
}
