// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.resource;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has observed of a pipeline. Nothing in it changes by the second: rates and lag
 * are metrics.
 */
public record PipelineStatus(
        @JsonPropertyDescription("Generation of the spec that this status speaks of.")
                @Nullable Long observedGeneration,
        @Size(max = 16)
                @JsonPropertyDescription(
                        "What is so and what is not, each with a reason and what to do; Ready sums up.")
                List<PipelineCondition> conditions,
        @JsonPropertyDescription("Consumers that run.") @Nullable Integer replicas,
        @Size(max = 512) @JsonPropertyDescription("Label selector of the consumers' pods, as text.")
                @Nullable String selector,
        @JsonPropertyDescription("Instances of the ingest service that run.")
                @Nullable Integer ingestReplicas,
        @JsonPropertyDescription("Number of topics that are as the spec wants them.")
                @Nullable Integer topicCount,
        @JsonPropertyDescription("Partitions of all topics together, as Kafka has them.")
                @Nullable Integer partitions,
        @Size(max = 32) @JsonPropertyDescription("The topics as Kafka has them.")
                List<TopicStatus> topics,
        @Size(max = 32)
                @JsonPropertyDescription(
                        "Topics under DrainThenGrow that are being given more partitions, or are to be tried"
                                + " again.")
                List<GrowthStatus> growths,
        @JsonPropertyDescription("The last change of the number of consumers.")
                @Nullable LastScale lastScale) {

    /** That of a pipeline of which nothing is known. */
    public static final PipelineStatus NONE =
            new PipelineStatus(
                    null, List.of(), null, null, null, null, null, List.of(), List.of(), null);

    public PipelineStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        topics = topics == null ? List.of() : List.copyOf(topics);
        growths = growths == null ? List.of() : List.copyOf(growths);
    }

    /** The same with other conditions. */
    public PipelineStatus with(List<PipelineCondition> changed) {
        return new PipelineStatus(
                observedGeneration,
                changed,
                replicas,
                selector,
                ingestReplicas,
                topicCount,
                partitions,
                topics,
                growths,
                lastScale);
    }
}
