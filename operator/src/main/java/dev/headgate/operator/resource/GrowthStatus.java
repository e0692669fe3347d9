// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.resource;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * How far a topic under DrainThenGrow has come with its growth, so that another operator can go on.
 */
public record GrowthStatus(
        @Required @Size(max = 249) @JsonPropertyDescription("Name of the topic.") String name,
        @Required
                @JsonPropertyDescription(
                        "Draining (ingest holds events back while earlier ones land), Growing (partitions are"
                                + " being added), Opening (there are more, and ingest goes on as it sees them), or"
                                + " Aborted (it took too long; ingest goes on as before).")
                Step step,
        @JsonPropertyDescription("Number of partitions that the topic is to have.")
                @Nullable Integer partitions,
        @Required
                @Size(max = 64)
                @JsonPropertyDescription(
                        "When ingest goes on in any case; after Aborted, when growth is tried again.")
                String until,
        @Size(max = 64)
                @JsonPropertyDescription("Since when all of ingest holds the topic's events back.")
                @Nullable String heldBackSince,
        @JsonPropertyDescription("What growth waited for in vain.") @Nullable Hindrance hindrance) {

    /** What goes on. */
    public enum Step {
        /** Ingest holds events back. */
        Draining,
        /** Partitions are being added. */
        Growing,
        /** Ingest goes on. */
        Opening,
        /** It took too long. */
        Aborted
    }

    /** Why a topic did not grow in the time there was. */
    public enum Hindrance {
        /** An ingest pod did not answer, or had events on their way to Kafka all the time. */
        IngestNotDrained,
        /** Consumers were not through with the records that there were. */
        NotLanded,
        /** Kafka did not tell how far consumers are, or whether partitions were added. */
        KafkaSilent,
        /** Kafka did not let the operator add partitions. */
        KafkaRefused
    }
}
