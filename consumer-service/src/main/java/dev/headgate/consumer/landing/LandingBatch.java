// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition, in order, that are settled together.
 *
 * @param partition where they are from
 * @param fence what the watermark must say
 * @param end the offset after the last record
 * @param leaderEpoch Kafka's leader epoch of the last record; null if unknown
 * @param rows records to land
 * @param refused records to keep as dead letters
 * @param parked records to try again later
 */
public record LandingBatch(
        PartitionRef partition,
        Fence fence,
        long end,
        @Nullable Integer leaderEpoch,
        List<EventRow> rows,
        List<Refused> refused,
        List<Parked> parked) {

    /** Keeps the lists from changing. */
    public LandingBatch {
        rows = List.copyOf(rows);
        refused = List.copyOf(refused);
        parked = List.copyOf(parked);
    }

    /** A batch of which nothing is parked. */
    public LandingBatch(
            PartitionRef partition,
            Fence fence,
            long end,
            @Nullable Integer leaderEpoch,
            List<EventRow> rows,
            List<Refused> refused) {
        this(partition, fence, end, leaderEpoch, rows, refused, List.of());
    }

    /** The same batch with some of its rows turned into dead letters. */
    public LandingBatch refusing(List<Refused> poison) {
        var offsets = new HashSet<Long>();
        poison.forEach(record -> offsets.add(record.kafka().offset()));
        var bad = new ArrayList<>(refused);
        bad.addAll(poison);
        return new LandingBatch(partition, fence, end, leaderEpoch, without(offsets), bad, parked);
    }

    /** The same batch with some of its rows parked. */
    public LandingBatch parking(List<Parked> later) {
        var offsets = new HashSet<Long>();
        later.forEach(record -> offsets.add(record.kafka().offset()));
        var all = new ArrayList<>(parked);
        all.addAll(later);
        all.sort(Comparator.comparingLong(record -> record.kafka().offset()));
        return new LandingBatch(partition, fence, end, leaderEpoch, without(offsets), refused, all);
    }

    /** How many records it has. */
    public int size() {
        return rows.size() + refused.size() + parked.size();
    }

    private List<EventRow> without(HashSet<Long> offsets) {
        return rows.stream().filter(row -> !offsets.contains(row.kafka().offset())).toList();
    }
}
