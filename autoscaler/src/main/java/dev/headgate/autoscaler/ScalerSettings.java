// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

/**
 * What a pipeline asks of its autoscaler.
 *
 * @param objectiveSeconds the promise: no record is older than this when its row is visible
 * @param minReplicas fewest consumers; 0 lets an idle pipeline have none
 * @param maxReplicas most consumers
 * @param fallbackReplicas how many there are to be at least when nothing can be observed for long
 * @param commitSeconds how long what was settled may be uncommitted
 * @param dealing how the group deals partitions
 * @param idleSeconds how long nothing must arrive or wait before the last consumer goes
 */
public record ScalerSettings(
        double objectiveSeconds,
        int minReplicas,
        int maxReplicas,
        int fallbackReplicas,
        double commitSeconds,
        Dealing dealing,
        double idleSeconds) {

    /** How a group deals partitions to its members. */
    public enum Dealing {
        /** By their number alone. */
        ByCount,
        /** By how much they carry. */
        ByLoad
    }

    private static final double COMMIT_SECONDS = 1;
    private static final double IDLE_SECONDS = 600;

    public ScalerSettings {
        if (!(objectiveSeconds > 0)) {
            throw new IllegalArgumentException("objectiveSeconds must be more than 0");
        }
        if (minReplicas < 0 || maxReplicas < 1 || maxReplicas < minReplicas) {
            throw new IllegalArgumentException(
                    "minReplicas must be 0 to maxReplicas, and maxReplicas 1 or more");
        }
        if (commitSeconds <= 0 || idleSeconds <= 0) {
            throw new IllegalArgumentException("commitSeconds and idleSeconds must be more than 0");
        }
    }

    /** A promise, and all else as Headgate's own consumers have it. */
    public static ScalerSettings of(double objectiveSeconds, int minReplicas, int maxReplicas) {
        return new ScalerSettings(
                objectiveSeconds,
                minReplicas,
                maxReplicas,
                minReplicas,
                COMMIT_SECONDS,
                Dealing.ByCount,
                IDLE_SECONDS);
    }
}
