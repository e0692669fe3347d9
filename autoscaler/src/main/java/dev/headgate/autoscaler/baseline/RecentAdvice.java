// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * How many replicas were advised lately, of which the highest number is asked for. Not for several
 * threads.
 *
 * <p>Implementation note: what is as low as something later can never be the highest again and is
 * dropped, so that numbers fall from the oldest to the youngest and the first one is the answer.
 */
final class RecentAdvice {

    private final ArrayDeque<Advice> advice = new ArrayDeque<>();

    /**
     * One piece of it.
     *
     * @param second when it was given
     * @param replicas how many
     * @param urgent whether it had to be followed, as far as the one who gave it was concerned
     */
    record Advice(int second, int replicas, boolean urgent) {}

    void add(Advice latest) {
        while (!advice.isEmpty() && advice.getLast().replicas() <= latest.replicas()) {
            advice.removeLast();
        }
        advice.addLast(latest);
    }

    /** The highest that was given in that second or later; forgets what is older. */
    @Nullable Advice highestSince(int second) {
        while (!advice.isEmpty() && advice.getFirst().second() < second) {
            advice.removeFirst();
        }
        return advice.peekFirst();
    }

    void clear() {
        advice.clear();
    }
}
