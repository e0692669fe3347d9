// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.plant.PlantView;
import dev.headgate.autoscaler.plant.PlantView.Telemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What replicas say of themselves, compared with what they said when they were read before. Not for
 * several threads.
 */
final class Readings {

    private Map<Integer, Telemetry> before = new HashMap<>();
    private int secondBefore;
    private long total;

    /**
     * What one reading gave.
     *
     * @param seconds since the reading before
     * @param processed records that the replicas have settled since they joined
     * @param added records that they have settled since the reading before; of a replica that was
     *     not there then, all
     * @param total all that were added so far, those of replicas that are gone among them
     * @param busiest part of its time, 0 to 1, that the busiest replica was busy since then
     * @param youngestSeconds since the youngest replica joined
     */
    record Reading(
            int seconds,
            long processed,
            long added,
            long total,
            double busiest,
            double youngestSeconds) {}

    /** Reads, if at least one replica answers; otherwise the reading before stays the last one. */
    Reading read(PlantView plant) {
        int seconds = plant.second() - secondBefore;
        List<Telemetry> replicas = plant.replicas();
        if (replicas.isEmpty()) {
            return new Reading(seconds, 0, 0, total, 0, Double.POSITIVE_INFINITY);
        }
        Map<Integer, Telemetry> now = HashMap.newHashMap(replicas.size());
        long processed = 0;
        long added = 0;
        double busiest = 0;
        double youngest = Double.POSITIVE_INFINITY;
        for (Telemetry each : replicas) {
            now.put(each.replica(), each);
            Telemetry earlier = before.get(each.replica());
            processed += each.processed();
            added += each.processed() - (earlier == null ? 0 : earlier.processed());
            busiest = Math.max(busiest, busy(each, earlier, seconds));
            youngest = Math.min(youngest, each.uptimeSeconds());
        }
        before = now;
        secondBefore = plant.second();
        total += added;
        return new Reading(seconds, processed, added, total, busiest, youngest);
    }

    private static double busy(Telemetry each, @Nullable Telemetry earlier, int seconds) {
        return earlier == null
                ? each.busySeconds() / Math.max(1, each.uptimeSeconds())
                : (each.busySeconds() - earlier.busySeconds()) / Math.max(1, seconds);
    }
}
