// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of how much some numbers of consumers settled when all of them had more to do
 * than they could.
 *
 * @param full the most that was settled, by the number of consumers
 * @param suspicions looks in a row at which more consumers seemed to bring nothing
 * @param cap the bound that is in force; null if none is
 * @param holdSeconds for how long the next bound will hold
 * @param quietUntil before then no bound is set
 */
record GuardMemory(
        Map<Integer, Full> full,
        int suspicions,
        @Nullable Cap cap,
        double holdSeconds,
        double quietUntil) {

    /** So much was settled by consumers that had more to do, at that time. */
    record Full(double at, double recordsPerSecond) {}

    /**
     * No more consumers than this.
     *
     * @param at when it was set
     * @param until when it ends
     * @param recordsPerSecond most that was settled until then
     */
    record Cap(double at, double until, int replicas, double recordsPerSecond) {}

    GuardMemory {
        full = Map.copyOf(full);
    }

    static GuardMemory first(double holdSeconds) {
        return new GuardMemory(Map.of(), 0, null, holdSeconds, Double.NEGATIVE_INFINITY);
    }

    /** The same after so many were full at that time, without what is too old to be true still. */
    GuardMemory with(int replicas, Full now, double keepSeconds) {
        Map<Integer, Full> kept = new TreeMap<>(full);
        kept.values().removeIf(each -> each.at() < now.at() - keepSeconds);
        kept.merge(replicas, now, (old, young) -> more(old, young));
        return new GuardMemory(kept, suspicions, cap, holdSeconds, quietUntil);
    }

    private static Full more(Full old, Full young) {
        return young.recordsPerSecond() >= old.recordsPerSecond() ? young : old;
    }

    GuardMemory suspecting(int looks) {
        return new GuardMemory(full, looks, cap, holdSeconds, quietUntil);
    }

    double mostRecordsPerSecond() {
        return full.values().stream().mapToDouble(Full::recordsPerSecond).max().orElse(0);
    }
}
