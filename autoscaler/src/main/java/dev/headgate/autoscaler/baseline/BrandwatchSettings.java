// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

/**
 * What the owner of a {@code KafkaPodAutoscaler} with a Kafka trigger chooses.
 *
 * @param lagThreshold records that may wait before any are planned to be caught up ({@code
 *     threshold}, which has no default)
 * @param slaSeconds within which they shall be ({@code sla})
 */
public record BrandwatchSettings(long lagThreshold, int slaSeconds) {

    private static final int DEFAULT_SLA_SECONDS = 600;

    public BrandwatchSettings {
        if (lagThreshold < 0 || slaSeconds < 1) {
            throw new IllegalArgumentException(
                    "a threshold is not below nothing, and an SLA above");
        }
    }

    /** With the SLA that it comes with, 10 min. */
    public static BrandwatchSettings defaults(long lagThreshold) {
        return new BrandwatchSettings(lagThreshold, DEFAULT_SLA_SECONDS);
    }
}
