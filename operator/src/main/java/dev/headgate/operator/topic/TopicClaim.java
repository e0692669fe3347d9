// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import org.jspecify.annotations.Nullable;

/**
 * That a pipeline has a topic.
 *
 * @param topicId Kafka's id of the topic; absent until it was seen
 */
public record TopicClaim(PipelineIdentity owner, @Nullable String topicId) {}
