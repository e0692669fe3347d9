// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a pipeline at one moment.
 *
 * @param atSeconds when, on a clock that never jumps and that all observations of a pipeline share;
 *     seconds since any begin
 * @param kafka what Kafka told; null if it did not answer
 * @param replicas what the consumers told of themselves; those that did not answer are not there
 * @param workload what Kubernetes told, or whoever runs the consumers
 * @param sidework what consumers do beside their partitions
 */
public record Observation(
        double atSeconds,
        @Nullable KafkaSight kafka,
        List<ReplicaSight> replicas,
        WorkloadSight workload,
        Sidework sidework) {

    public Observation {
        replicas = List.copyOf(replicas);
    }

    /**
     * The pipeline's topics and its consumer group.
     *
     * @param partitions of all its topics
     * @param stable whether the group's members and assignments are settled
     */
    public record KafkaSight(List<PartitionSight> partitions, boolean stable) {
        public KafkaSight {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * One partition.
     *
     * @param topicId Kafka's id of the topic: another one means another topic of the same name
     * @param endOffset offset behind the last record
     * @param startOffset of the first record that is still there
     * @param committedOffset of the group, or -1 if there is none
     * @param owner instance that has it; null if none has
     * @param oldestAgeSeconds how long the oldest record that its owner knows of has waited; 0 if
     *     none waits, NaN if nobody told
     */
    public record PartitionSight(
            PartitionKey key,
            String topicId,
            long endOffset,
            long startOffset,
            long committedOffset,
            @Nullable String owner,
            double oldestAgeSeconds) {

        /** Records that wait: behind what was committed, and not deleted. */
        public long lagRecords() {
            return Math.max(0, endOffset - Math.max(committedOffset, startOffset));
        }
    }

    /**
     * One consumer.
     *
     * @param instance its name, new at each start
     * @param uptimeSeconds since it began to consume
     * @param processedRecords since then
     * @param busySeconds of its capacity that it used since then
     * @param writers partitions that it can work on at a time: each of them can use that part of
     *     its capacity and no more; 1 if one can use all of it
     */
    public record ReplicaSight(
            String instance,
            double uptimeSeconds,
            long processedRecords,
            double busySeconds,
            int writers) {}

    /**
     * The consumers as they were asked for.
     *
     * @param desired how many were asked for
     * @param ready how many are ready
     * @param rollingOut whether they are being exchanged for others
     */
    public record WorkloadSight(int desired, int ready, boolean rollingOut) {}

    /**
     * What is to be done even if nothing arrives.
     *
     * @param parkedRecords records that wait for another try; -1 if nobody told
     * @param unpublishedLetters dead letters that are not in their topic yet; -1 if nobody told
     * @param replaying whether dead letters are being replayed
     */
    public record Sidework(long parkedRecords, long unpublishedLetters, boolean replaying) {

        /** None. */
        public static final Sidework NONE = new Sidework(0, 0, false);

        /** Whether it is certain that there is none. */
        public boolean isNone() {
            return parkedRecords == 0 && unpublishedLetters == 0 && !replaying;
        }
    }
}
