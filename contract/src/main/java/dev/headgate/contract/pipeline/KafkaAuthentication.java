// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How the services log in to Kafka: exactly one of the ways. */
@ValidationRule(
        value = "has(self.scram) != has(self.awsMskIam)",
        message = "exactly one of scram and awsMskIam must be set",
        reason = Reason.INVALID)
public record KafkaAuthentication(
        @JsonPropertyDescription("By name and password (SASL/SCRAM). Omitted: not so.")
                @Nullable ScramLogin scram,
        @JsonPropertyDescription("By an AWS identity, at Amazon MSK. Omitted: not so.")
                @Nullable AwsMskIamLogin awsMskIam) {}
