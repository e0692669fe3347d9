// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import io.helidon.config.Config;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * TLS of the port for clients.
 *
 * @param certificateFile the service's certificate and those that lead to its authority, PEM; empty
 *     for no TLS
 * @param privateKeyFile the certificate's private key, PEM
 * @param clientAuth whether clients show a certificate
 * @param clientTrustFile certificates of the authorities that clients' certificates are from, PEM
 */
public record TlsSettings(
        String certificateFile,
        String privateKeyFile,
        ClientAuth clientAuth,
        String clientTrustFile) {

    /** Whether clients show a certificate. */
    public enum ClientAuth {
        /** They are not asked for one. */
        None,
        /** They may; one that cannot be verified is refused. */
        Optional,
        /** They must. */
        Required
    }

    public TlsSettings {
        if (certificateFile.isEmpty() != privateKeyFile.isEmpty()) {
            throw new InvalidSettings(
                    "ingest.server.tls needs certificate-file and private-key-file, or neither");
        }
        if (clientAuth != ClientAuth.None && certificateFile.isEmpty()) {
            throw new InvalidSettings("ingest.server.tls.client-auth needs certificate-file");
        }
        if ((clientAuth == ClientAuth.None) != clientTrustFile.isEmpty()) {
            throw new InvalidSettings(
                    "ingest.server.tls needs client-trust-file with client-auth, or neither");
        }
    }

    /** Whether the port speaks TLS. */
    public boolean on() {
        return !certificateFile.isEmpty();
    }

    static TlsSettings create(Config config) {
        return new TlsSettings(
                text(config, "certificate-file"),
                text(config, "private-key-file"),
                clientAuth(text(config, "client-auth")),
                text(config, "client-trust-file"));
    }

    private static String text(Config config, String key) {
        return config.get(key).asString().orElse("").strip();
    }

    private static ClientAuth clientAuth(String text) {
        return Stream.of(ClientAuth.values())
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidSettings(
                                "ingest.server.tls.client-auth is %s: must be one of %s"
                                        .formatted(text, Arrays.toString(ClientAuth.values()))));
    }
}
