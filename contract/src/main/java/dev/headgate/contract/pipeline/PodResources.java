// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** CPU and memory of a container. */
@ValidationRule(
        value =
                "!has(self.requests) || !has(self.limits) || !has(self.requests.cpu) ||"
                        + " !has(self.limits.cpu) ||"
                        + " !quantity(self.requests.cpu).isGreaterThan(quantity(self.limits.cpu))",
        message = "requests.cpu is more than limits.cpu",
        reason = Reason.INVALID,
        fieldPath = ".requests.cpu")
@ValidationRule(
        value =
                "!has(self.requests) || !has(self.limits) || !has(self.requests.memory) ||"
                        + " !has(self.limits.memory) ||"
                        + " !quantity(self.requests.memory).isGreaterThan(quantity(self.limits.memory))",
        message = "requests.memory is more than limits.memory",
        reason = Reason.INVALID,
        fieldPath = ".requests.memory")
public record PodResources(
        @JsonPropertyDescription("What is set aside for the container. Omitted: as limits.")
                @Nullable ResourceAmounts requests,
        @JsonPropertyDescription("What the container may use at most. Omitted: no limit.")
                @Nullable ResourceAmounts limits) {}
