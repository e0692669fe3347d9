// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Observation.PartitionSight;

/**
 * What is remembered of one partition.
 *
 * @param topicId of the topic when it was seen
 * @param endOffset when it was seen
 * @param committedOffset when it was seen
 * @param lagRecords when {@code movedAt} was set
 * @param movedAt when the committed offset was seen to change, or nothing waited, last
 * @param advancedAt when the committed offset was seen to rise last; NaN if never
 * @param fast records a second that come in, over the last half minute or so; NaN while unknown
 * @param slow the same over the last minutes
 */
record PartitionMemory(
        String topicId,
        long endOffset,
        long committedOffset,
        long lagRecords,
        double movedAt,
        double advancedAt,
        double fast,
        double slow) {

    private static final double FAST_SECONDS = 20;
    private static final double SLOW_SECONDS = 150;

    /** That of a partition which is seen for the first time. */
    static PartitionMemory first(PartitionSight sight, double at) {
        return anew(sight, at, Double.NaN, Double.NaN);
    }

    private static PartitionMemory anew(PartitionSight sight, double at, double fast, double slow) {
        return new PartitionMemory(
                sight.topicId(),
                sight.endOffset(),
                sight.committedOffset(),
                sight.lagRecords(),
                at,
                Double.NaN,
                fast,
                slow);
    }

    /** After another look, so many seconds later. */
    PartitionMemory next(PartitionSight sight, double at, double seconds) {
        long arrived = sight.endOffset() - endOffset;
        if (!sight.topicId().equals(topicId) || arrived < 0) {
            // Another topic, or another log. Who writes to it is the same, so rates stay.
            return anew(sight, at, fast, slow);
        }
        double rate = arrived / seconds;
        boolean changed = sight.committedOffset() != committedOffset;
        boolean moved = changed || sight.lagRecords() == 0;
        return new PartitionMemory(
                topicId,
                sight.endOffset(),
                sight.committedOffset(),
                moved ? sight.lagRecords() : lagRecords,
                moved ? at : movedAt,
                sight.committedOffset() > committedOffset ? at : advancedAt,
                Ewma.next(fast, rate, seconds, FAST_SECONDS),
                Ewma.next(slow, rate, seconds, SLOW_SECONDS));
    }

    /** Records a second; none are known before the second look. */
    double fastRate() {
        return Double.isNaN(fast) ? 0 : fast;
    }

    double slowRate() {
        return Double.isNaN(slow) ? 0 : slow;
    }
}
