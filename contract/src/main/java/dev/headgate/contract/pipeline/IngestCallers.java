// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Who may post events: those of a file, those whom an issuer gives tokens, or both. */
@ValidationRule(
        value = "has(self.secretRef) || has(self.jwt)",
        message = "names nobody: set secretRef, jwt or both",
        reason = Reason.INVALID)
@ValidationRule(
        value = "has(self.secretRef) || !has(self.jwt) || self.jwt.unlisted == 'Accept'",
        message =
                "lets nobody in: list who may post in the file of callers.secretRef, or set unlisted:"
                        + " Accept",
        reason = Reason.INVALID,
        fieldPath = ".jwt.unlisted")
public record IngestCallers(
        @JsonPropertyDescription(
                        "Secret with the key callers.yaml: the file of those who may post, with the"
                                + " hashes of their keys. Omitted: nobody is listed.")
                @Nullable SecretReference secretRef,
        @JsonPropertyDescription("JSON Web Tokens of one issuer. Omitted: none are taken.")
                @Nullable CallerTokens jwt) {}
