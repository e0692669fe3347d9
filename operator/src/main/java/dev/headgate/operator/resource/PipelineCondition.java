// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.resource;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One thing that is so, is not so, or is not known, in the form of Kubernetes' conditions. */
public record PipelineCondition(
        @Required
                @Size(min = 1, max = 64)
                @Pattern("^[A-Z][A-Za-z]*$")
                @JsonPropertyDescription("What is judged, such as Ready or TopicsReady.")
                String type,
        @Required @JsonPropertyDescription("Whether it is so: True, False or Unknown.")
                Truth status,
        @Required @JsonPropertyDescription("Generation of the spec that was judged.")
                long observedGeneration,
        @Required @Size(max = 64) @JsonPropertyDescription("When status changed last.")
                String lastTransitionTime,
        @Required
                @Size(min = 1, max = 128)
                @Pattern("^[A-Z][A-Za-z]*$")
                @JsonPropertyDescription("Why, in one word that programs may rely upon.")
                String reason,
        @Required
                @Size(max = 2048)
                @JsonPropertyDescription("Why, for people, and what to do about it.")
                String message) {

    /** Whether a condition holds. */
    public enum Truth {
        /** It does. */
        True,
        /** It does not. */
        False,
        /** Nobody knows yet. */
        Unknown
    }
}
