// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The PostgreSQL of one pipeline, instead of the operator's. */
public record DatabaseConnection(
        @Required
                @JsonPropertyDescription(
                        "Secret with the keys url (jdbc:postgresql://host:port/database), username and"
                                + " password.")
                SecretReference secretRef) {}
