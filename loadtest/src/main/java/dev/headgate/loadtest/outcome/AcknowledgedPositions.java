// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.outcome;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last place in Kafka that an answer named, for each partition: once all of them are settled,
 * every acknowledged event has to be in the database.
 */
public final class AcknowledgedPositions {

    private static final long NONE = -1;
    private static final long[] NO_OFFSETS = {};
    private static final int TOPICS_MAX = 1_000;
    private static final int PARTITIONS_MAX = 100_000;

    /** A partition of a topic. */
    public record TopicPartition(String topic, int partition)
            implements Comparable<TopicPartition> {

        @Override
        public int compareTo(TopicPartition other) {
            int byTopic = topic.compareTo(other.topic);
            return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
        }
    }

    private final Map<String, long[]> lastOffsets = new TreeMap<>();

    /** Notes one acknowledged place; beyond bounds that no pipeline reaches, nothing. */
    public synchronized void acknowledged(String topic, int partition, long offset) {
        boolean known = lastOffsets.containsKey(topic) || lastOffsets.size() < TOPICS_MAX;
        if (!known || partition < 0 || partition >= PARTITIONS_MAX) {
            return;
        }
        long[] offsets = lastOffsets.getOrDefault(topic, NO_OFFSETS);
        int before = offsets.length;
        if (partition >= before) {
            offsets = Arrays.copyOf(offsets, Math.max(partition + 1, before * 2));
            Arrays.fill(offsets, before, offsets.length, NONE);
            lastOffsets.put(topic, offsets);
        }
        offsets[partition] = Math.max(offsets[partition], offset);
    }

    /** Notes everything that another has noted. */
    public void addAll(AcknowledgedPositions other) {
        other.lastOffsets()
                .forEach((place, offset) -> acknowledged(place.topic(), place.partition(), offset));
    }

    /** The last acknowledged offset of each partition. */
    public synchronized Map<TopicPartition, Long> lastOffsets() {
        var offsets = new TreeMap<TopicPartition, Long>();
        lastOffsets.forEach((topic, partitions) -> {
            for (int i = 0; i < partitions.length; i++) {
                if (partitions[i] != NONE) {
                    offsets.put(new TopicPartition(topic, i), partitions[i]);
                }
            }
        });
        return offsets;
    }
}
