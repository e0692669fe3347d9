// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

/**
 * Options of Flink's autoscaler, each under its name there after {@code job.autoscaler.}.
 *
 * @param sampleSeconds between two looks ({@code kubernetes.operator.reconcile.interval})
 * @param windowSeconds over which is averaged ({@code metrics.window})
 * @param stabilizationSeconds after a restart, of which nothing counts ({@code
 *     stabilization.interval})
 * @param utilizationTarget how busy replicas shall be ({@code utilization.target})
 * @param utilizationBoundary how far they may be from that ({@code target.utilization.boundary})
 * @param scaleDownSeconds for so long fewer replicas must be enough before any go ({@code
 *     scale-down.interval})
 * @param scaleDownFactorMax part of the replicas that may go at once ({@code
 *     scale-down.max-factor})
 * @param scaleUpFactorMax how many times as many may come at once ({@code scale-up.max-factor})
 * @param catchUpSeconds within which what waits shall be settled; 0 plans nothing for it ({@code
 *     catch-up.duration})
 * @param restartSeconds that a restart is expected to take ({@code restart.time})
 * @param backlogSeconds of lag from which on it is a backlog, during which no replica goes ({@code
 *     backlog-processing.lag-threshold})
 * @param observedSeconds of lag from which on what is settled is what can be settled ({@code
 *     observed-true-processing-rate.lag-threshold})
 * @param observedSwitch how much greater the rate by busy time may be, as a part of the observed
 *     one, before it is not believed ({@code observed-true-processing-rate.switch-threshold})
 * @param observedSamples fewest samples that an observed rate is made of ({@code
 *     observed-true-processing-rate.min-observations})
 */
public record FlinkSettings(
        int sampleSeconds,
        int windowSeconds,
        int stabilizationSeconds,
        double utilizationTarget,
        double utilizationBoundary,
        int scaleDownSeconds,
        double scaleDownFactorMax,
        double scaleUpFactorMax,
        int catchUpSeconds,
        int restartSeconds,
        int backlogSeconds,
        int observedSeconds,
        double observedSwitch,
        int observedSamples) {

    public FlinkSettings {
        if (sampleSeconds < 1 || windowSeconds < sampleSeconds || utilizationTarget <= 0) {
            throw new IllegalArgumentException(
                    "a window holds two samples, and a target is above nothing");
        }
    }

    /** As it comes ({@code AutoScalerOptions}). */
    public static FlinkSettings defaults() {
        return new FlinkSettings(
                60, 900, 300, 0.7, 0.3, 3_600, 0.6, 100_000, 1_800, 300, 300, 30, 0.15, 2);
    }

    /**
     * For a promise of a minute or so: a window of 3 min, caught up in 5 min, down after 10 min.
     * Stabilization of 1 min is what the project's own examples have beside a window of 3 min. A
     * restart is expected to take 1 min, which is what replicas of the plant take to work: its
     * documentation says to give the usual time, and the default of 5 min would ask for half as
     * many replicas again.
     */
    public static FlinkSettings tuned() {
        return new FlinkSettings(
                60, 180, 60, 0.7, 0.3, 600, 0.6, 100_000, 300, 60, 300, 30, 0.15, 2);
    }
}
