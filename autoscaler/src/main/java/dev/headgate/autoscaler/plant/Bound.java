// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/**
 * A bound on what all replicas together settle.
 *
 * @param recordsPerSecond the bound; infinite where there is none
 * @param soft whether it is felt before it is reached: the nearer, the slower everybody is
 */
record Bound(double recordsPerSecond, boolean soft) {

    static final Bound NONE = new Bound(Double.POSITIVE_INFINITY, false);

    /** The part that is settled of what replicas would settle together if nothing held them up. */
    double scale(double sum) {
        if (sum <= 0 || Double.isInfinite(recordsPerSecond)) {
            return 1;
        }
        return soft
                ? recordsPerSecond * (1 - Math.exp(-sum / recordsPerSecond)) / sum
                : Math.min(1, recordsPerSecond / sum);
    }

    /** Whether replicas stand in a queue for it: there is a hard end, and they want more. */
    boolean isExceeded(double sum) {
        return !soft && sum > recordsPerSecond;
    }
}
