// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.baseline.RecentAdvice.Advice;

/**
 * The HPA with one external metric of type {@code AverageValue}.
 *
 * <p>Rule: {@code GetExternalPerPodMetricReplicas} of {@code replica_calculator.go}, {@code
 * reconcileAutoscaler}, {@code normalizeDesiredReplicas} and {@code
 * normalizeDesiredReplicasWithBehaviors} of {@code horizontal.go} in {@code
 * pkg/controller/podautoscaler} of kubernetes/kubernetes v1.36.3. This metric is compared with what
 * all replicas of the scale's status may have together, whether they are ready or not.
 *
 * <p>As the source has it and not the study: without a declared behavior, which is how KEDA makes
 * an HPA, a step up goes to at most max(2n, 4), not max(2n, n + 4), and the highest advice of the
 * window is followed upwards, too. With a declared behavior it goes to max(2n, n + 4), and old
 * advice only holds replicas back from going.
 *
 * <p>Left out: other metrics and policies. The default policies count the changes of the last 15 s,
 * which is one sync, and so never see one. For the same reason advice that is exactly as old as the
 * window is out: in reality a sync begins a little later than 15 s after the one before.
 */
final class HpaRule {

    private static final double TOLERANCE = 0.1;
    private static final int STEP_PODS = 4;
    private static final int STEP_FACTOR = 2;

    private final KedaHpaSettings settings;
    private final int minReplicas;
    private final int maxReplicas;
    private final RecentAdvice recent = new RecentAdvice();
    private boolean begun;

    HpaRule(KedaHpaSettings settings, int minReplicas, int maxReplicas) {
        this.settings = settings;
        this.minReplicas = minReplicas;
        this.maxReplicas = maxReplicas;
    }

    /** Takes the number that it finds at its first sync as advice; later ones change nothing. */
    void begin(int second, int current) {
        if (!begun) {
            begun = true;
            recent.add(new Advice(second, current, false));
        }
    }

    /** How many replicas there shall be for this sum of the metric. */
    int replicas(int second, int current, long metric) {
        if (current == 0) {
            return 0;
        }
        if (current > maxReplicas) {
            return maxReplicas;
        }
        if (current < minReplicas) {
            return minReplicas;
        }
        int proposed = proposed(current, metric);
        int highest = highest(second, proposed);
        return settings.behaviorDeclared()
                ? declared(current, proposed, highest)
                : plain(current, highest);
    }

    private int proposed(int current, long metric) {
        double threshold = settings.lagThreshold();
        double ratio = metric / (threshold * current);
        if (1 - TOLERANCE <= ratio && ratio <= 1 + TOLERANCE) {
            return current;
        }
        return Math.max(0, (int) Math.ceil(metric / threshold));
    }

    private int highest(int second, int proposed) {
        recent.add(new Advice(second, proposed, false));
        Advice highest = recent.highestSince(second - settings.stabilizationSeconds() + 1);
        return highest == null ? proposed : highest.replicas();
    }

    private int plain(int current, int highest) {
        int most = Math.min(maxReplicas, Math.max(STEP_FACTOR * current, STEP_PODS));
        return Math.max(minReplicas, Math.min(highest, most));
    }

    private int declared(int current, int proposed, int highest) {
        if (proposed > current) {
            int step = Math.max(STEP_FACTOR * current, current + STEP_PODS);
            return Math.min(proposed, Math.min(maxReplicas, step));
        }
        return Math.max(minReplicas, Math.min(current, highest));
    }
}
