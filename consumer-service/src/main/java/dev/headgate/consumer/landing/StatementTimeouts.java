// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import java.util.LinkedHashMap;

/**
 * How often single records that were kept have run into the statement's time limit. A record that
 * does so again and again is to blame itself. Forgotten at a restart, since nothing depends on it
 * but the end of waiting. Used by one thread.
 */
final class StatementTimeouts {

    private static final int TOO_MANY = 3;
    private static final int RECORDS_MAX = 1_000;

    private final LinkedHashMap<Place, Integer> counts = new LinkedHashMap<>();

    private record Place(PartitionRef partition, long offset) {}

    /** Counts another one; true if that are too many. */
    boolean tooMany(PartitionRef partition, long offset) {
        var place = new Place(partition, offset);
        int count = counts.merge(place, 1, Integer::sum);
        if (count >= TOO_MANY) {
            counts.remove(place);
        } else if (counts.size() > RECORDS_MAX) {
            counts.pollFirstEntry();
        }
        return count >= TOO_MANY;
    }
}
