// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/** A login to Kafka by name and password. */
public record ScramLogin(
        @Default("ScramSha512")
                @JsonPropertyDescription("How the password is proven: ScramSha512 or ScramSha256.")
                Mechanism mechanism,
        @Required @JsonPropertyDescription("Secret with the keys username and password.")
                SecretReference secretRef) {

    /** The mechanisms of SASL/SCRAM that Kafka has. */
    public enum Mechanism {
        /** SCRAM-SHA-512. */
        ScramSha512,
        /** SCRAM-SHA-256. */
        ScramSha256
    }
}
