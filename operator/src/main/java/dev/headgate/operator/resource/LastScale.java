// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.resource;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A change of the number of consumers, and why it was made. */
public record LastScale(
        @Required @JsonPropertyDescription("Consumers before.") int from,
        @Required @JsonPropertyDescription("Consumers after.") int to,
        @Required @Size(max = 128) @JsonPropertyDescription("Why, in one word.") String reason,
        @Required @JsonPropertyDescription("Generation of the spec that was in force.")
                long atGeneration,
        @Required
                @Size(max = 1024)
                @JsonPropertyDescription("The rounded figures that the decision came from.")
                String inputs) {}
