// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.LoadResult.ThresholdCheck;
import java.util.List;

/** The demands on a run, known before it starts and checked when it is over. */
public final class Thresholds {

    private final List<Threshold> thresholds;

    private Thresholds(List<Threshold> thresholds) {
        this.thresholds = List.copyOf(thresholds);
    }

    /**
     * Reads demands such as {@code p99<50ms}, {@code lost=0} or {@code rate>=10k}.
     *
     * @param verified whether the run will have a verdict
     * @throws IllegalArgumentException with a sentence that says which demand is wrong and why
     */
    public static Thresholds parse(List<String> texts, boolean verified) {
        List<Threshold> parsed = texts.stream().map(Threshold::parse).toList();
        for (Threshold threshold : parsed) {
            if (threshold.metric().ofVerdict() && !verified) {
                throw new IllegalArgumentException(
                        "threshold '"
                                + threshold.text()
                                + "' needs the verdict of the database: add --verify");
            }
        }
        return new Thresholds(parsed);
    }

    /** What became of each demand, in the order they were given. */
    public List<ThresholdCheck> check(LoadResult result) {
        return thresholds.stream().map(threshold -> threshold.check(result)).toList();
    }
}
