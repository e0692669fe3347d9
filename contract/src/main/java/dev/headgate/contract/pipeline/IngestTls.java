// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Encryption of the port for events, and whether clients show a certificate there. */
@ValidationRule(
        value = "self.clientAuth == 'None' || has(self.clientAuthoritiesSecretRef)",
        message = "is required by clientAuth: it says whose certificates are good",
        reason = Reason.REQUIRED,
        fieldPath = ".clientAuthoritiesSecretRef")
@ValidationRule(
        value = "self.clientAuth != 'None' || !has(self.clientAuthoritiesSecretRef)",
        message = "is None, and clientAuthoritiesSecretRef of no use: set Required or Optional",
        reason = Reason.INVALID,
        fieldPath = ".clientAuth")
public record IngestTls(
        @Required
                @JsonPropertyDescription(
                        "Secret with the keys tls.crt and tls.key: the certificate that the service shows,"
                                + " with those that lead to its authority, and its key (PEM).")
                SecretReference certificateSecretRef,
        @Default("None")
                @JsonPropertyDescription(
                        "Whether clients show a certificate: None (they are not asked), Optional (they may;"
                                + " without one they need a key or a token) or Required.")
                ClientAuth clientAuth,
        @JsonPropertyDescription(
                        "Secret with the key ca.crt: authorities that sign the clients' certificates (PEM)."
                                + " Omitted: clients are not asked.")
                @Nullable SecretReference clientAuthoritiesSecretRef) {

    /** Whether clients show a certificate. */
    public enum ClientAuth {
        /** They are not asked for one. */
        None,
        /** They may. */
        Optional,
        /** They must. */
        Required
    }
}
