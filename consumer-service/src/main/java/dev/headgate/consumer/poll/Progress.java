// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far the work on a partition has come; any thread may ask. */
interface Progress {

    /**
     * All below an offset.
     *
     * @param next the first offset that is not settled
     * @param leaderEpoch leader epoch of the last settled record; null if unknown
     */
    record Settled(long next, @Nullable Integer leaderEpoch) {}

    /** The partition. */
    TopicPartition topicPartition();

    /** What is settled of it. */
    Settled settled();
}
