// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What a pipeline shall do: its topics, its front door, its way into the database. */
public record PipelineSpec(
        @Required
                @Size(min = 1, max = 64)
                @JsonPropertyDescription("The Kafka topics, each with the event types it takes.")
                List<TopicSpec> topics,
        @Default("{}") @JsonPropertyDescription("How events are accepted over HTTP.")
                IngestSpec ingest,
        @Default("{}") @JsonPropertyDescription("How events reach PostgreSQL, and how soon.")
                ConsumerSpec consumer) {

    public PipelineSpec {
        topics = List.copyOf(topics);
    }

    /** Number of partitions of all topics together: no more consumers than this can work. */
    public int partitions() {
        return topics.stream().mapToInt(TopicSpec::partitions).sum();
    }
}
