// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One Kafka topic of a pipeline and the event types that go there. */
public record TopicSpec(
        @Required
                // 249 is Kafka's limit; the dead-letter topic's name is longer by "dlq.".
                @Size(min = 1, max = 245)
                @Pattern("^[a-zA-Z0-9_-][a-zA-Z0-9._-]*$")
                @JsonPropertyDescription(
                        "Topic name in Kafka: letters, digits, dots, underscores and dashes. Cannot change while it holds data.")
                String name,
        @Default("[\"*\"]")
                @Size(min = 1, max = 64)
                @JsonPropertyDescription(
                        "Event types routed here: a literal, or a prefix followed by one * at the end."
                                + " The most specific pattern of all topics wins; * alone takes"
                                + " whatever no other pattern matches.")
                List<@Size(min = 1, max = 256) @Pattern("^[^*\\s\\p{Cc}]*\\*?$") String> eventTypes,
        @Default("Key")
                @JsonPropertyDescription(
                        "What keeps its order: Key (events of one key, such as a user id), EventType,"
                                + " or None (spread evenly, no order).")
                PartitionBy partitionBy,
        @Default("12")
                @Min(1)
                @Max(1000)
                @JsonPropertyDescription(
                        "Number of partitions, the limit of parallel consumers. Never decreases.")
                int partitions,
        @Min(1)
                @Max(15)
                @JsonPropertyDescription(
                        "Copies of each record in the Kafka cluster. Omitted: the broker's default."
                                + " With 1, a lost disk loses events.")
                @Nullable Integer replicationFactor,
        @Default("168")
                @Min(1)
                @Max(87_600)
                @JsonPropertyDescription(
                        "Hours for which Kafka keeps records; bounds how far a replay reaches back.")
                int retentionHours) {

    public TopicSpec {
        eventTypes = List.copyOf(eventTypes);
    }
}
