// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Encryption of the connections to Kafka. */
public record KafkaTls(
        @JsonPropertyDescription(
                        "Secret with the key ca.crt: authorities that sign the brokers' certificates (PEM)."
                                + " Omitted: the public authorities.")
                @Nullable SecretReference trustedCertificatesSecretRef,
        @JsonPropertyDescription(
                        "Secret with the keys tls.crt and tls.key: the certificate that the services show"
                                + " (PEM). Omitted: none.")
                @Nullable SecretReference clientCertificateSecretRef) {}
