// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.plant.PlantView;
import java.util.OptionalDouble;

/**
 * How fast a topic grows and how fast one replica has been seen to consume it. Not for several
 * threads.
 *
 * <p>Rule: {@code TopicConsumerStats}; see {@link Brandwatch} for the version. Consumption is
 * measured between two times at which all partitions have other committed offsets, or each minute
 * if they have not, and shared among the replicas of the second time.
 */
final class BrandwatchRates {

    private static final int TOPIC_RATES = 90;
    private static final int REPLICA_RATES = 360;
    private static final int RATES_MIN = 3;
    private static final double PERCENTILE = 0.99;
    private static final int COMMIT_SECONDS_MAX = 60;
    private static final long NO_OFFSET = -1;

    private final RateWindow topicRates = new RateWindow(TOPIC_RATES);
    private final RateWindow replicaRates = new RateWindow(REPLICA_RATES);
    private long[] committed = {};
    private long[] end = {};
    private int committedAt;
    private int endAt;
    private long lag;

    /** Looks at the offsets. */
    void update(PlantView plant) {
        int now = plant.second();
        int partitions = plant.partitions();
        long[] newEnd = new long[partitions];
        long[] newCommitted = new long[partitions];
        lag = 0;
        for (int p = 0; p < partitions; p++) {
            newEnd[p] = plant.endOffset(p);
            newCommitted[p] = plant.committedOffset(p);
            // A partition without one is not in the answer that offsets are taken from.
            if (newCommitted[p] != NO_OFFSET) {
                lag += newEnd[p] - newCommitted[p];
            }
        }
        if (end.length == 0) {
            committed = newCommitted;
            committedAt = now;
        } else {
            topicRates.add((double) difference(end, newEnd) / (now - endAt));
            if (haveAllChanged(newCommitted) || now > committedAt + COMMIT_SECONDS_MAX) {
                double rate = (double) difference(committed, newCommitted) / (now - committedAt);
                replicaRates.add(rate / plant.desired());
                committed = newCommitted;
                committedAt = now;
            }
        }
        end = newEnd;
        endAt = now;
    }

    private boolean haveAllChanged(long[] newCommitted) {
        for (int p = 0; p < newCommitted.length; p++) {
            if (committed[p] != NO_OFFSET && committed[p] == newCommitted[p]) {
                return false;
            }
        }
        return true;
    }

    private static long difference(long[] earlier, long[] later) {
        long sum = 0;
        for (int p = 0; p < later.length; p++) {
            if (earlier[p] != NO_OFFSET && later[p] != NO_OFFSET) {
                sum += later[p] - earlier[p];
            }
        }
        return sum;
    }

    /** Records that wait. */
    long lag() {
        return lag;
    }

    /** Records a second that arrive, at the most; 0 as long as too little was seen. */
    double topicRate() {
        return topicRates.size() < RATES_MIN ? 0 : topicRates.percentile(PERCENTILE);
    }

    /** Records a second of one replica, at the most; empty as long as too little was seen. */
    OptionalDouble replicaRate() {
        return replicaRates.size() < RATES_MIN
                ? OptionalDouble.empty()
                : OptionalDouble.of(replicaRates.percentile(PERCENTILE));
    }
}
