// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

/**
 * What the owner of a {@code ScaledObject} with a Kafka trigger chooses.
 *
 * @param lagThreshold records that each replica may have waiting, 1 or more ({@code lagThreshold})
 * @param stabilizationSeconds for so long the highest number counts before replicas go
 * @param behaviorDeclared whether {@code horizontalPodAutoscalerConfig.behavior} is written down.
 *     If not, the HPA takes another way through its code: it allows fewer new replicas at once, and
 *     an old high number raises the present one
 */
public record KedaHpaSettings(
        long lagThreshold, int stabilizationSeconds, boolean behaviorDeclared) {

    private static final int DEFAULT_STABILIZATION_SECONDS = 300;

    public KedaHpaSettings {
        if (lagThreshold < 1 || stabilizationSeconds < 0) {
            throw new IllegalArgumentException("a threshold and a window are above nothing");
        }
    }

    /** As KEDA and the HPA come: 300 s, no behavior written down. */
    public static KedaHpaSettings defaults(long lagThreshold) {
        return new KedaHpaSettings(lagThreshold, DEFAULT_STABILIZATION_SECONDS, false);
    }

    /** With a behavior that says only this window; the only way to another one for one workload. */
    public static KedaHpaSettings stabilized(long lagThreshold, int seconds) {
        return new KedaHpaSettings(lagThreshold, seconds, true);
    }
}
