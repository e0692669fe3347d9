// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose JSON Web Tokens the ingest service takes. */
public record CallerTokens(
        @Required
                @Size(min = 1, max = 2048)
                @Pattern(WORD)
                @JsonPropertyDescription("Issuer (iss) that a token must name.")
                String issuer,
        @Required
                @Size(min = 1, max = 2048)
                @Pattern(WORD)
                @JsonPropertyDescription(
                        "Audience (aud) that a token must name; give Headgate one of its own.")
                String audience,
        @Required
                @Size(min = 1, max = 2048)
                @Pattern(
                        "^https://[a-zA-Z0-9]([-.a-zA-Z0-9]*[a-zA-Z0-9])?(:[1-9][0-9]{0,4})?"
                                + "(/([-a-zA-Z0-9._~+=&?:@/]|%[0-9a-fA-F]{2})*)?$")
                @JsonPropertyDescription(
                        "Address of the issuer's public keys, a JSON Web Key Set: https, without a"
                                + " password.")
                String jwksUrl,
        @JsonPropertyDescription(
                        "Secret with the key ca.crt: authorities that sign the certificate at jwksUrl (PEM)."
                                + " Omitted: the public authorities.")
                @Nullable SecretReference trustedCertificatesSecretRef,
        @Default("[\"RS256\", \"PS256\", \"ES256\"]")
                @Size(min = 1, max = 9)
                @JsonPropertyDescription(
                        "How a token may be signed: RS256, RS384, RS512, PS256, PS384, PS512, ES256,"
                                + " ES384, ES512.")
                List<Algorithm> algorithms,
        @Default("sub")
                @Size(min = 1, max = 256)
                @Pattern("^[a-zA-Z0-9._:/-]+$")
                @JsonPropertyDescription(
                        "Claim that names the caller; it is compared with subject in the file.")
                String callerClaim,
        @Default("Refuse")
                @JsonPropertyDescription(
                        "What becomes of a good token whose caller the file does not list: Refuse, or"
                                + " Accept (he may post everything, and the claim is the source of his"
                                + " events).")
                Unlisted unlisted) {

    private static final String WORD = "^[^\\s\\p{Cc}]+$";

    public CallerTokens {
        algorithms = List.copyOf(algorithms);
    }

    /** Signatures with a public key. */
    public enum Algorithm {
        /** RSA, PKCS #1, SHA-256. */
        RS256,
        /** RSA, PKCS #1, SHA-384. */
        RS384,
        /** RSA, PKCS #1, SHA-512. */
        RS512,
        /** RSA, PSS, SHA-256. */
        PS256,
        /** RSA, PSS, SHA-384. */
        PS384,
        /** RSA, PSS, SHA-512. */
        PS512,
        /** Elliptic curve P-256. */
        ES256,
        /** Elliptic curve P-384. */
        ES384,
        /** Elliptic curve P-521. */
        ES512
    }

    /** What becomes of a caller whom the file does not list. */
    public enum Unlisted {
        /** He may not post. */
        Refuse,
        /** He may post everything. */
        Accept
    }
}
