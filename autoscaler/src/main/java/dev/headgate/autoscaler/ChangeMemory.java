// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of changes, and of what was wanted lately.
 *
 * <p>Implementation note: of the wishes only those are kept that no later one is as high as, so
 * that they fall from the oldest to the youngest, and the first within a time is the highest of it.
 *
 * @param since when this memory began; NaN before the first look
 * @param lastAt when the number changed last; NaN if never
 * @param lastDownAt when it fell last; NaN if never
 * @param patience how many times as long as usual fewer consumers must have been enough before any
 *     go; 1 or more
 * @param calmedAt when patience became less last; NaN if never
 * @param wishes what was wanted, the oldest first
 */
record ChangeMemory(
        double since,
        double lastAt,
        double lastDownAt,
        double patience,
        double calmedAt,
        List<Wish> wishes) {

    /** So many consumers were wanted at that time. */
    record Wish(double at, int replicas) {}

    ChangeMemory {
        wishes = List.copyOf(wishes);
    }

    static final ChangeMemory NONE =
            new ChangeMemory(Double.NaN, Double.NaN, Double.NaN, 1, Double.NaN, List.of());

    /** After another look, at which so many were wanted. */
    ChangeMemory wished(double at, int replicas, double keepSeconds) {
        List<Wish> kept = new ArrayList<>();
        for (Wish each : wishes) {
            if (each.at() > at - keepSeconds && each.replicas() > replicas) {
                kept.add(each);
            }
        }
        kept.add(new Wish(at, replicas));
        return new ChangeMemory(
                Double.isNaN(since) ? at : since, lastAt, lastDownAt, patience, calmedAt, kept);
    }

    /** The most that were wanted in the last so many seconds. */
    int highestWish(double at, double seconds) {
        for (Wish each : wishes) {
            if (each.at() > at - seconds) {
                return each.replicas();
            }
        }
        return 0;
    }

    /** Seconds since the last change; since the begin, if there was none. */
    double quietSeconds(double at) {
        double from = Double.isNaN(lastAt) ? since : lastAt;
        return Double.isNaN(from) ? 0 : at - from;
    }

    /** For how long fewer consumers must have been enough. */
    double downSeconds(ScalerConstants constants) {
        return Math.min(constants.downSecondsMax(), patience * constants.downSeconds());
    }

    /**
     * After a change to more; if it takes back a fall of a moment ago, falls have to wait longer.
     */
    ChangeMemory risen(double at, ScalerConstants constants) {
        double limit = constants.downSecondsMax() / constants.downSeconds();
        boolean takenBack = at - lastDownAt < constants.takenBackShare() * downSeconds(constants);
        double more = takenBack ? Math.min(limit, patience * constants.downLonger()) : patience;
        return new ChangeMemory(since, at, lastDownAt, more, calmedAt, wishes);
    }

    /** After a change to fewer. */
    ChangeMemory fallen(double at) {
        return new ChangeMemory(since, at, at, patience, calmedAt, wishes);
    }

    /** After a fall that was not taken back for long, the next ones need not wait as long. */
    ChangeMemory calmed(double at, ScalerConstants constants) {
        double from = calmedAt > lastDownAt ? calmedAt : lastDownAt;
        boolean lasting = lastAt == lastDownAt;
        return lasting
                        && patience > 1
                        && at - from > constants.calmFactor() * downSeconds(constants)
                ? new ChangeMemory(
                        since,
                        lastAt,
                        lastDownAt,
                        Math.max(1, patience * constants.downShorter()),
                        at,
                        wishes)
                : this;
    }
}
