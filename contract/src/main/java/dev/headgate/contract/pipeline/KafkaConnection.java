// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka of one pipeline, instead of the operator's. It is whole: nothing of the operator's
 * Kafka settings is mixed in, so that no credentials go to a broker they are not meant for.
 */
@ValidationRule(
        value = "!has(self.authentication) || !has(self.authentication.awsMskIam) || has(self.tls)",
        message = "tls is required by awsMskIam: MSK takes IAM only over TLS",
        reason = Reason.REQUIRED,
        fieldPath = ".tls")
public record KafkaConnection(
        @Required
                @Size(min = 1, max = 2048)
                @Pattern(
                        "^[a-zA-Z0-9]([-.a-zA-Z0-9]*[a-zA-Z0-9])?:[1-9][0-9]{0,4}"
                                + "(,[a-zA-Z0-9]([-.a-zA-Z0-9]*[a-zA-Z0-9])?:[1-9][0-9]{0,4})*$")
                @JsonPropertyDescription("Brokers to begin with: host:port, separated by commas.")
                String bootstrapServers,
        @JsonPropertyDescription(
                        "Encryption; tls: {} trusts the public authorities. Omitted: plain text.")
                @Nullable KafkaTls tls,
        @JsonPropertyDescription("How to log in. Omitted: without a name.")
                @Nullable KafkaAuthentication authentication) {}
