// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.ScramLogin;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a pipeline's services encrypt their connections to Kafka and log in, in the words of Kafka's
 * clients. What is secret is a reference to a file that a pod mounts ({@link SecretFiles}).
 */
public final class KafkaAccess {

    /** Folder with {@code ca.crt} of the trusted authorities. */
    public static final String AUTHORITIES = "/etc/headgate/kafka-authorities";

    /** Folder with {@code tls.crt} and {@code tls.key}, which the services show. */
    public static final String CERTIFICATE = "/etc/headgate/kafka-certificate";

    /** Folder with {@code username} and {@code password}. */
    public static final String LOGIN = "/etc/headgate/kafka-login";

    private KafkaAccess() {}

    /** Settings of any of Kafka's clients; none for plain text without a name. */
    public static Map<String, String> properties(KafkaConnection kafka) {
        var properties = new TreeMap<String, String>();
        KafkaTls tls = kafka.tls();
        KafkaAuthentication login = kafka.authentication();
        if (tls != null || login != null) {
            properties.put(
                    "security.protocol",
                    (login == null ? "" : "SASL_") + (tls == null ? "PLAINTEXT" : "SSL"));
        }
        if (tls != null) {
            encrypted(tls, properties);
        }
        if (login != null && login.scram() != null) {
            scram(login.scram(), properties);
        }
        if (login != null && login.awsMskIam() != null) {
            awsMskIam(properties);
        }
        return properties;
    }

    private static void encrypted(KafkaTls tls, Map<String, String> properties) {
        if (tls.trustedCertificatesSecretRef() != null) {
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.location", AUTHORITIES + "/ca.crt");
        }
        if (tls.clientCertificateSecretRef() != null) {
            properties.put("ssl.keystore.type", "PEM");
            properties.put(
                    "ssl.keystore.certificate.chain",
                    SecretFiles.reference(CERTIFICATE + "/tls.crt"));
            properties.put("ssl.keystore.key", SecretFiles.reference(CERTIFICATE + "/tls.key"));
        }
    }

    private static void scram(ScramLogin login, Map<String, String> properties) {
        properties.put(
                "sasl.mechanism",
                switch (login.mechanism()) {
                    case ScramSha512 -> "SCRAM-SHA-512";
                    case ScramSha256 -> "SCRAM-SHA-256";
                });
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(
                                SecretFiles.reference(LOGIN + "/username"),
                                SecretFiles.reference(LOGIN + "/password")));
    }

    /** The identity itself comes from the pod: its role, or keys in its environment. */
    private static void awsMskIam(Map<String, String> properties) {
        properties.put("sasl.mechanism", "AWS_MSK_IAM");
        properties.put("sasl.jaas.config", "software.amazon.msk.auth.iam.IAMLoginModule required;");
        properties.put(
                "sasl.client.callback.handler.class",
                "software.amazon.msk.auth.iam.IAMClientCallbackHandler");
    }
}
