// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.outcome;

import java.util.Map;
import java.util.TreeMap;

/**
 * The last place in Kafka that an answer named, for each partition: once all of them are settled,
 * every acknowledged event has to be in the database.
 */
public final class AcknowledgedPositions {

    /** A partition of a topic. */
    public record TopicPartition(String topic, int partition)
            implements Comparable<TopicPartition> {

        @Override
        public int compareTo(TopicPartition other) {
            int byTopic = topic.compareTo(other.topic);
            return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
        }
    }

    private final Map<TopicPartition, Long> lastOffsets = new TreeMap<>();

    /** Notes one acknowledged place. */
    public synchronized void acknowledged(String topic, int partition, long offset) {
        lastOffsets.merge(new TopicPartition(topic, partition), offset, Math::max);
    }

    /** The last acknowledged offset of each partition. */
    public synchronized Map<TopicPartition, Long> lastOffsets() {
        return Map.copyOf(lastOffsets);
    }
}
