// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An environment variable of a container. */
@ValidationRule(
        value = "!self.name.startsWith('HEADGATE_')",
        message = "variables that begin with HEADGATE_ are the platform's own",
        reason = Reason.FORBIDDEN,
        fieldPath = ".name")
public record EnvironmentVariable(
        @Required
                @Size(min = 1, max = 128)
                @Pattern("^[a-zA-Z_][a-zA-Z0-9_]*$")
                @JsonPropertyDescription("Name of the variable.")
                String name,
        @Required
                @Size(max = 4096)
                @JsonPropertyDescription("Value of the variable, taken literally; no secrets here.")
                String value) {}
