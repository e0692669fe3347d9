// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.landing.LandingBatch;
import dev.headgate.consumer.landing.Parked;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the order of keys that have parked records, if settings ask for it: later records of such a
 * key are parked behind them.
 *
 * <p>Implementation note: only the lane that owns a partition parks its records, and whoever
 * retries only takes them away. So what this lane has not parked itself, or found when it began, is
 * not there; and that a key has none left may be known too late, which costs a detour and no order.
 * Batches without such keys cost nothing. Used by the lane's thread only.
 */
final class KeyOrder {

    /** A record behind another is woken when that one goes; this is for the one that is missed. */
    private static final Duration BEHIND = Duration.ofSeconds(10);

    private static final Refusal REFUSAL =
            new Refusal(
                    Refusal.Stage.LAND,
                    "BehindParkedRecord",
                    "an earlier record of its key is parked",
                    null);

    private final PartitionRef partition;
    private final LaneTools tools;
    private @Nullable Set<ByteBuffer> keys;

    /**
     * A batch in which nothing overtakes.
     *
     * @param batch the batch
     * @param hasRoom false if a key would have more parked records than it may
     */
    record Ordered(LandingBatch batch, boolean hasRoom) {}

    KeyOrder(PartitionRef partition, LaneTools tools) {
        this.partition = partition;
        this.tools = tools;
    }

    /** Parks what would overtake a parked record of its key. */
    Ordered order(LandingBatch batch) throws InterruptedException {
        if (!tools.retry().keepKeyOrder()) {
            return new Ordered(batch, true);
        }
        Set<ByteBuffer> known = known();
        if (known.isEmpty() && batch.parked().isEmpty()) {
            return new Ordered(batch, true);
        }
        Map<ByteBuffer, Integer> counts = stillParked(batch, known);
        Map<ByteBuffer, Long> first = new HashMap<>();
        counts.keySet().forEach(key -> first.put(key, -1L));
        for (Parked parked : batch.parked()) {
            if (hasKey(parked.kafka())) {
                first.merge(key(parked.kafka()), parked.kafka().offset(), Math::min);
                counts.merge(key(parked.kafka()), 1, Integer::sum);
            }
        }
        var behind = new ArrayList<Parked>();
        for (EventRow row : batch.rows()) {
            @Nullable Long head = hasKey(row.kafka()) ? first.get(key(row.kafka())) : null;
            if (head != null && head < row.kafka().offset()) {
                behind.add(new Parked(row.kafka(), REFUSAL, 0, BEHIND, true));
                counts.merge(key(row.kafka()), 1, Integer::sum);
            }
        }
        boolean full = counts.values().stream().anyMatch(c -> c > tools.retry().keyQueueMax());
        return new Ordered(behind.isEmpty() ? batch : batch.parking(behind), !full);
    }

    /** The batch is written: its parked records hold their keys back from now on. */
    void settled(LandingBatch batch) {
        if (keys == null) {
            return;
        }
        for (Parked parked : batch.parked()) {
            if (hasKey(parked.kafka())) {
                keys.add(key(parked.kafka()));
            }
        }
    }

    private Set<ByteBuffer> known() throws InterruptedException {
        if (keys == null) {
            keys = tools.database().transaction(tx -> tools.parking().heldKeys(tx, partition));
        }
        return keys;
    }

    private Map<ByteBuffer, Integer> stillParked(LandingBatch batch, Set<ByteBuffer> known)
            throws InterruptedException {
        var asked = new HashSet<ByteBuffer>();
        Stream.concat(
                        batch.rows().stream().map(EventRow::kafka),
                        batch.parked().stream().map(Parked::kafka))
                .filter(KeyOrder::hasKey)
                .forEach(kafka -> asked.add(key(kafka)));
        asked.retainAll(known);
        if (asked.isEmpty()) {
            return new HashMap<>();
        }
        Map<ByteBuffer, Integer> counts =
                new HashMap<>(
                        tools.database()
                                .transaction(tx -> tools.parking().held(tx, partition, asked)));
        asked.removeAll(counts.keySet());
        known.removeAll(List.copyOf(asked));
        return counts;
    }

    private static boolean hasKey(ConsumerRecord<byte[], byte[]> kafka) {
        return kafka.key() != null && kafka.key().length > 0;
    }

    private static ByteBuffer key(ConsumerRecord<byte[], byte[]> kafka) {
        return ByteBuffer.wrap(kafka.key());
    }
}
