// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A pipeline's name, unique within its namespace, as Kubernetes spells both. */
public record PipelineMetadata(
        @Required
                @Size(min = 1, max = 40)
                @Pattern(NAME)
                @JsonPropertyDescription(
                        "Pipeline name: lower-case letters, digits and dashes. The schema, the consumer group"
                                + " and the source of events carry it.")
                String name,
        @Default("default")
                @Size(min = 1, max = 63)
                @Pattern(NAME)
                @JsonPropertyDescription(
                        "Kubernetes namespace: lower-case letters, digits and dashes. Elsewhere a part of names only.")
                String namespace) {

    private static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
}
