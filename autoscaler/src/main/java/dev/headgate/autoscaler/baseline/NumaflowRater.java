// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.baseline.Readings.Reading;
import dev.headgate.autoscaler.plant.PlantView;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What Numaflow's daemon knows of a source: records a second that its replicas read and records
 * that wait, both over the time that it looks back. Not for several threads.
 *
 * <p>Rule: {@code rater.go} and {@code helper.go} of {@code pkg/daemon/server/service/rater}; see
 * {@link Numaflow} for the version. It reads each 5 s; the last count is not used for a rate, since
 * it might not be whole. The time that it looks back is 120 s and grows, up to 600 s, with the
 * longest time in which nothing was read.
 *
 * <p>A replica that has read nothing yet has no counter. What waits is a gauge of one replica,
 * which keeps its value while Kafka does not answer.
 */
final class NumaflowRater {

    private static final int READ_SECONDS = 5;
    private static final int WIDEN_SECONDS = 30;
    private static final int COUNTS_KEPT = 360;
    private static final int LOOK_BACK_SECONDS = 120;
    private static final int LOOK_BACK_SECONDS_MAX = 600;
    private static final int LOOK_BACK_STEP_SECONDS = 60;
    private static final int LOOK_BACKS_WATCHED = 3;

    private final Readings readings = new Readings();
    private final Series reads = new Series(COUNTS_KEPT);
    private final Series pendings = new Series(COUNTS_KEPT);
    private int nextRead;
    private int nextWiden = WIDEN_SECONDS;
    private int lookBackSeconds = LOOK_BACK_SECONDS;
    private long pending;
    private boolean pendingKnown;

    /** Is to be called in each second. */
    void tick(PlantView plant) {
        int now = plant.second();
        if (now >= nextRead) {
            nextRead = now + READ_SECONDS;
            read(plant);
        }
        if (now >= nextWiden) {
            nextWiden = now + WIDEN_SECONDS;
            widen(now);
        }
    }

    private void read(PlantView plant) {
        if (plant.kafkaAnswers()) {
            pending = plant.lag();
            pendingKnown = true;
        }
        Reading reading = readings.read(plant);
        boolean answered = !Double.isInfinite(reading.youngestSeconds());
        if (answered && pendingKnown) {
            pendings.add(plant.second(), pending, 0);
        }
        if (reading.processed() > 0) {
            reads.add(plant.second(), reading.processed(), reading.added());
        }
    }

    /** Records a second; empty if nothing recent enough was read. */
    OptionalDouble rate(int now) {
        int end = reads.size() - 2;
        int start = reads.firstSince(now - lookBackSeconds);
        if (end <= start) {
            return OptionalDouble.empty();
        }
        long sum = 0;
        for (int i = start + 1; i <= end; i++) {
            sum += reads.added(i);
        }
        return OptionalDouble.of((double) sum / (reads.second(end) - reads.second(start)));
    }

    /** Records that wait, on average; empty if nothing recent enough was read. */
    OptionalLong pending(int now) {
        int start = pendings.firstSince(now - lookBackSeconds);
        if (start > pendings.size() - 2) {
            return OptionalLong.empty();
        }
        long sum = 0;
        for (int i = start; i < pendings.size(); i++) {
            sum += pendings.count(i);
        }
        return OptionalLong.of(sum / (pendings.size() - start));
    }

    int lookBackSeconds() {
        return lookBackSeconds;
    }

    private void widen(int now) {
        int end = reads.size() - 2;
        int start = reads.firstSince(now - LOOK_BACKS_WATCHED * lookBackSeconds);
        if (end <= start) {
            return;
        }
        int steps = Math.ceilDiv(longestStandstill(start, end), LOOK_BACK_STEP_SECONDS);
        int wanted = steps * LOOK_BACK_STEP_SECONDS;
        lookBackSeconds =
                wanted > lookBackSeconds
                        ? Math.min(wanted, LOOK_BACK_SECONDS_MAX)
                        : Math.max(wanted, LOOK_BACK_SECONDS);
    }

    /** Longest time between two counts of which the second one is greater, or until the end. */
    private int longestStandstill(int start, int end) {
        long count = reads.count(start);
        int since = reads.second(start);
        int longest = 0;
        for (int i = start + 1; i <= end; i++) {
            if (reads.count(i) != count) {
                // Fewer than before means that replicas have gone, not that something was read.
                if (reads.count(i) > count) {
                    longest = Math.max(longest, reads.second(i) - since);
                }
                count = reads.count(i);
                since = reads.second(i);
            }
        }
        return Math.max(longest, reads.second(end) - since);
    }
}
