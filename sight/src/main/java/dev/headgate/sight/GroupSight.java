// SPDX-License-Identifier: Apache-2.0
package dev.headgate.sight;

import dev.headgate.autoscaler.PartitionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka told of a consumer group and its topics at one moment.
 *
 * @param partitions all of all its topics
 * @param members how many the group has
 * @param settled whether each of them has just the partitions that it is to have
 */
public record GroupSight(List<Offsets> partitions, int members, boolean settled) {

    public GroupSight {
        partitions = List.copyOf(partitions);
    }

    /**
     * How far a partition is.
     *
     * @param topicId Kafka's id of the topic
     * @param end offset behind the last record
     * @param start offset of the first record that is still there
     * @param committed offset of the group; -1 if there is none
     * @param member who has it, by the name under which Kafka knows it; null if nobody has
     */
    public record Offsets(
            PartitionKey key,
            String topicId,
            long end,
            long start,
            long committed,
            @Nullable String member) {}
}
