// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.resource;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A topic of a pipeline as Kafka has it. */
public record TopicStatus(
        @Required @Size(max = 249) @JsonPropertyDescription("Name of the topic.") String name,
        @Required
                @Size(max = 64)
                @JsonPropertyDescription(
                        "Kafka's id of the topic; another one means that it was deleted and made anew.")
                String topicId,
        @Required @JsonPropertyDescription("Number of partitions.") int partitions,
        @Required @JsonPropertyDescription("Copies of each record.") int replicationFactor) {}
