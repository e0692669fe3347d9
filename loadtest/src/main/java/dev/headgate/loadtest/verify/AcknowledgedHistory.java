// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many events had been acknowledged when: samples from which the age of the oldest unsettled
 * event follows without remembering any event. Bounded: when it is full, every second sample goes,
 * and the answers become coarser, not wrong. For one thread.
 */
final class AcknowledgedHistory {

    static final int SAMPLES_MAX = 4096;

    private record Sample(long nanos, long acknowledged) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Notes how many events are acknowledged now; neither number ever falls. */
    void note(long nanos, long acknowledged) {
        if (samples.size() == SAMPLES_MAX) {
            thinOut();
        }
        samples.addLast(new Sample(nanos, acknowledged));
    }

    /**
     * How long ago more events were acknowledged than are settled now for the first time; 0 if all
     * are settled. Between two samples a steady rate is taken. Forgets what no later question, with
     * no fewer settled events, can need.
     */
    long oldestAgeNanos(long nowNanos, long settled) {
        Sample before = null;
        for (Sample sample = samples.peekFirst();
                sample != null && sample.acknowledged <= settled;
                sample = samples.peekFirst()) {
            before = samples.removeFirst();
        }
        Sample after = samples.peekFirst();
        if (before != null) {
            samples.addFirst(before);
        }
        if (after == null) {
            return 0;
        }
        return Math.max(
                0, nowNanos - (before == null ? after.nanos : crossing(before, after, settled)));
    }

    private static long crossing(Sample before, Sample after, long settled) {
        double share =
                (double) (settled - before.acknowledged)
                        / (after.acknowledged - before.acknowledged);
        return before.nanos + (long) (share * (after.nanos - before.nanos));
    }

    private void thinOut() {
        int place = 0;
        var each = samples.iterator();
        while (each.hasNext()) {
            each.next();
            // The first stays: it is the one that the oldest age begins with.
            if (place++ % 2 == 1) {
                each.remove();
            }
        }
    }
}
