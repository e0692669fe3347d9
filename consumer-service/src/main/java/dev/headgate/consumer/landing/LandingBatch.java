// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import java.util.ArrayList;
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
 */
public record LandingBatch(
        PartitionRef partition,
        Fence fence,
        long end,
        @Nullable Integer leaderEpoch,
        List<EventRow> rows,
        List<Refused> refused) {

    /** Keeps the lists from changing. */
    public LandingBatch {
        rows = List.copyOf(rows);
        refused = List.copyOf(refused);
    }

    /** The same batch with some of its rows turned into dead letters. */
    public LandingBatch refusing(List<Refused> poison) {
        var offsets = new HashSet<Long>();
        poison.forEach(record -> offsets.add(record.kafka().offset()));
        var good = rows.stream().filter(row -> !offsets.contains(row.kafka().offset())).toList();
        var bad = new ArrayList<>(refused);
        bad.addAll(poison);
        return new LandingBatch(partition, fence, end, leaderEpoch, good, bad);
    }
}
