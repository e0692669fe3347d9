// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import dev.headgate.operator.status.ConditionReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why the content of a Secret is of no use for Kafka. Sentences name keys and never a value. */
sealed interface SecretFault {

    /** What programs read. */
    ConditionReason reason();

    /** What people read, with what to do. */
    String sentence();

    /** The first fault of a Secret's content, if there is one. */
    static Optional<SecretFault> of(RequiredSecret secret, Map<String, String> data) {
        List<String> absent = secret.keys().stream().filter(key -> !data.containsKey(key)).toList();
        if (!absent.isEmpty()) {
            return Optional.of(new Incomplete(secret, absent));
        }
        return secret.keys().stream()
                .flatMap(key -> of(secret.name(), key, data.getOrDefault(key, "")).stream())
                .findFirst();
    }

    private static Optional<SecretFault> of(String secret, String key, String value) {
        if (value.isBlank()) {
            return Optional.of(new Empty(secret, key));
        }
        return switch (key) {
            case "ca.crt", "tls.crt" ->
                    PemText.isCertificates(value)
                            ? Optional.empty()
                            : Optional.of(new NoCertificate(secret, key));
            case "tls.key" ->
                    PemText.isKey(value) ? Optional.empty() : Optional.of(new NoKey(secret, key));
            default -> Optional.empty();
        };
    }

    /** Keys are missing, or all of it. */
    record Incomplete(RequiredSecret secret, List<String> absent) implements SecretFault {
        public Incomplete {
            absent = List.copyOf(absent);
        }

        @Override
        public ConditionReason reason() {
            return ConditionReason.KafkaSecretIncomplete;
        }

        @Override
        public String sentence() {
            return "The Secret %s lacks %s: add it, for the Secret must hold %s."
                    .formatted(
                            secret.name(),
                            String.join(", ", absent),
                            String.join(", ", secret.keys()));
        }
    }

    /** A key is there and says nothing. */
    record Empty(String secret, String key) implements SecretFault {
        @Override
        public ConditionReason reason() {
            return ConditionReason.KafkaSecretInvalid;
        }

        @Override
        public String sentence() {
            return "The key %s of the Secret %s is empty: give it its value."
                    .formatted(key, secret);
        }
    }

    /** It is not what Kafka's clients read as certificates. */
    record NoCertificate(String secret, String key) implements SecretFault {
        @Override
        public ConditionReason reason() {
            return ConditionReason.KafkaSecretInvalid;
        }

        @Override
        public String sentence() {
            return "The key %s of the Secret %s is no certificate in PEM: it must be text that begins with -----BEGIN CERTIFICATE-----."
                    .formatted(key, secret);
        }
    }

    /** It is not what Kafka's clients read as a private key. */
    record NoKey(String secret, String key) implements SecretFault {
        @Override
        public ConditionReason reason() {
            return ConditionReason.KafkaSecretInvalid;
        }

        @Override
        public String sentence() {
            return "The key %s of the Secret %s is no RSA or EC key in PKCS#8 without a password, the only form that Kafka's clients read: convert it with openssl pkcs8 -topk8 -nocrypt, or have cert-manager write it so with privateKey.encoding: PKCS8."
                    .formatted(key, secret);
        }
    }
}
