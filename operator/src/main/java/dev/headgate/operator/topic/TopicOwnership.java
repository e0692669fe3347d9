// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import org.jspecify.annotations.Nullable;

/** Who has a topic. */
sealed interface TopicOwnership {

    /**
     * The pipeline that asks.
     *
     * @param topicId the topic it was when claimed or accepted; absent until it was seen
     */
    record Ours(@Nullable String topicId) implements TopicOwnership {}

    /**
     * Somebody else.
     *
     * @param claimant who, such as {@code the pipeline shop/orders}
     */
    record Theirs(String claimant) implements TopicOwnership {}
}
