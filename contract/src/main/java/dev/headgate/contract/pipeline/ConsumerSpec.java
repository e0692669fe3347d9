// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How a pipeline's events reach PostgreSQL, and how soon. */
public record ConsumerSpec(
        @Default("60")
                @Min(1)
                @Max(86_400)
                @JsonPropertyDescription(
                        "The promise: seconds from acceptance until the row is visible, for events"
                                + " that need no retry.")
                int latencyObjectiveSeconds,
        @Default("1")
                @Min(1)
                @Max(1000)
                @JsonPropertyDescription(
                        "Fewest consumers; also their number where nothing scales.")
                int minReplicas,
        @Min(1)
                @Max(1000)
                @JsonPropertyDescription(
                        "Most consumers. Omitted: as many as the topics have partitions.")
                @Nullable Integer maxReplicas,
        @Default("Earliest")
                @JsonPropertyDescription("Where to begin in a topic never read before.")
                StartFrom startFrom,
        @Default("ByEventId")
                @JsonPropertyDescription(
                        "Which repeats are kept out: ByEventId (a client's repeated request lands"
                                + " once) or Off.")
                Deduplicate deduplicate,
        @Default("168")
                @Min(1)
                @Max(8_760)
                @JsonPropertyDescription(
                        "Hours for which event ids are remembered under ByEventId.")
                int deduplicateHours) {}
