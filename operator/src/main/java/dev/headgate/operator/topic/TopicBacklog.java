// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import org.jspecify.annotations.Nullable;

/**
 * How far a topic's consumers are.
 *
 * @param partitions those that the topic has
 * @param deadLetterPartitions those that its dead-letter topic has; 0 if there is none
 * @param lagRecords records that have not landed; absent if that cannot be told
 * @param landedRecords those that have, of all that ever were; what it grows by is the pace
 */
public record TopicBacklog(
        int partitions, int deadLetterPartitions, @Nullable Long lagRecords, long landedRecords) {

    /** Nothing is known. */
    public static final TopicBacklog UNKNOWN = new TopicBacklog(0, 0, null, 0);
}
