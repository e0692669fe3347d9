// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

/**
 * A partition as the tables name it.
 *
 * @param topicRef number of the topic in {@code topic_ref}
 * @param partition partition of the topic
 */
public record PartitionRef(int topicRef, int partition) {}
