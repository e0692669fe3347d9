// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A text in a ConfigMap in the pipeline's own namespace. */
public record ConfigMapKey(
        @Required
                @Size(min = 1, max = 253)
                @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")
                @JsonPropertyDescription(
                        "Name of the ConfigMap, which lies in the pipeline's namespace.")
                String name,
        @Required
                @Size(min = 1, max = 253)
                @Pattern("^[a-zA-Z0-9][-._a-zA-Z0-9]*$")
                @JsonPropertyDescription("Key of the ConfigMap under which the text stands.")
                String key) {}
