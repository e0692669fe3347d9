// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import org.jspecify.annotations.Nullable;

/**
 * How far a topic's consumers are.
 *
 * @param partitions those that the topic has
 * @param deadLetterPartitions those that its dead-letter topic has; 0 if there is none
 * @param lagRecords records that have not landed; absent if that cannot be told
 */
public record TopicBacklog(int partitions, int deadLetterPartitions, @Nullable Long lagRecords) {}
