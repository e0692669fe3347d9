// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Observation.ReplicaSight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of how fast consumers are.
 *
 * <p>Implementation note: what a consumer settled for each second that it was busy is what it would
 * settle if it always were. The median of all warm ones counts. Where little comes in batches are
 * small and each record costs more than it needs to, so that samples of consumers with little to do
 * are too low: they may raise the estimate but not lower it. It falls faster than it rises, since
 * to think too well of consumers breaks the promise.
 *
 * @param recordsPerSecond what one consumer settles when it does nothing else; NaN while unknown
 * @param totals what each consumer had done when it was seen last
 * @param busyShare part of their capacity that the consumers used since then, the median; NaN while
 *     unknown
 * @param throughput records a second that all consumers settled since then; NaN while unknown
 */
record CapacityMemory(
        double recordsPerSecond, Map<String, Totals> totals, double busyShare, double throughput) {

    /** For so long after its start a consumer is still compiling itself. */
    private static final double WARM_UP_SECONDS = 60;

    /** Less work than this tells nothing. */
    private static final double BUSY_SECONDS_MIN = 0.2;

    private static final double BUSY_SHARE_TO_LOWER = 0.4;
    private static final double TIME_CONSTANT_DOWN = 120;
    private static final double TIME_CONSTANT_UP = 250;

    static final CapacityMemory NONE =
            new CapacityMemory(Double.NaN, Map.of(), Double.NaN, Double.NaN);

    /** What one consumer had done. */
    record Totals(double uptimeSeconds, long processedRecords, double busySeconds) {}

    CapacityMemory {
        totals = Map.copyOf(totals);
    }

    boolean isKnown() {
        return recordsPerSecond > 0;
    }

    /**
     * After another look at what consumers tell.
     *
     * @param mayLearn whether the group has been settled since the look before
     */
    CapacityMemory next(List<ReplicaSight> replicas, boolean mayLearn) {
        Map<String, Totals> now = new HashMap<>();
        List<Double> rates = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        double seconds = 0;
        double settled = 0;
        for (ReplicaSight each : replicas) {
            var total =
                    new Totals(each.uptimeSeconds(), each.processedRecords(), each.busySeconds());
            now.put(each.instance(), total);
            Totals before = totals.get(each.instance());
            double passed = before == null ? 0 : total.uptimeSeconds() - before.uptimeSeconds();
            if (before == null || passed <= 0) {
                continue;
            }
            double busy = total.busySeconds() - before.busySeconds();
            double records = total.processedRecords() - before.processedRecords();
            seconds = Math.max(seconds, passed);
            settled += records / passed;
            shares.add(busy / passed);
            if (before.uptimeSeconds() >= WARM_UP_SECONDS && busy >= BUSY_SECONDS_MIN) {
                rates.add(records / busy);
            }
        }
        if (shares.isEmpty()) {
            return new CapacityMemory(
                    recordsPerSecond, replicas.isEmpty() ? totals : now, Double.NaN, Double.NaN);
        }
        double share = median(shares);
        boolean learns = mayLearn && !rates.isEmpty();
        double rate =
                learns
                        ? learned(median(rates), share >= BUSY_SHARE_TO_LOWER, seconds)
                        : recordsPerSecond;
        return new CapacityMemory(rate, now, share, settled);
    }

    /**
     * After another look at what consumers commit, since they tell nothing.
     *
     * @param rate records a second of one that had more to do than it could; NaN if none had
     */
    CapacityMemory next(double rate, double seconds) {
        double learned = Double.isNaN(rate) ? recordsPerSecond : learned(rate, true, seconds);
        return new CapacityMemory(learned, totals, Double.NaN, Double.NaN);
    }

    private double learned(double sample, boolean mayLower, double seconds) {
        if (!isKnown()) {
            return sample;
        }
        if (sample >= recordsPerSecond) {
            return Ewma.next(recordsPerSecond, sample, seconds, TIME_CONSTANT_UP);
        }
        return mayLower
                ? Ewma.next(recordsPerSecond, sample, seconds, TIME_CONSTANT_DOWN)
                : recordsPerSecond;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        int middle = values.size() / 2;
        return values.size() % 2 == 1
                ? values.get(middle)
                : (values.get(middle - 1) + values.get(middle)) / 2;
    }
}
