// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.ScramLogin;
import dev.headgate.contract.pipeline.SecretReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How connections to a pipeline's Kafka are encrypted and log in, in the words of Kafka's clients.
 * What is secret is a reference to a file of a mounted Secret ({@link SecretFiles}).
 */
public final class KafkaSecurity {

    /** The setting with Kafka's name for a login, in which values stand between quotes. */
    public static final String LOGIN_SETTING = "sasl.jaas.config";

    private static final String AUTHORITIES = "/etc/headgate/kafka-authorities";
    private static final String CERTIFICATE = "/etc/headgate/kafka-certificate";
    private static final String LOGIN = "/etc/headgate/kafka-login";

    private static final String CA_CRT = "ca.crt";
    private static final String TLS_CRT = "tls.crt";
    private static final String TLS_KEY = "tls.key";
    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";

    private static final Pattern SPECIAL = Pattern.compile("[\"\\\\]");

    /**
     * A Secret as the settings see it.
     *
     * @param folder where the settings look for it
     * @param secret its name, in the pipeline's namespace
     * @param keys what is used of it, each a file of that name
     */
    public record MountedSecret(String folder, String secret, List<String> keys) {

        public MountedSecret {
            keys = List.copyOf(keys);
        }

        /** The file with the value of a key. */
        public String file(String key) {
            return folder + "/" + key;
        }
    }

    private KafkaSecurity() {}

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

    /** The Secrets that the settings refer to. */
    public static List<MountedSecret> secrets(KafkaConnection kafka) {
        var secrets = new ArrayList<MountedSecret>();
        KafkaTls tls = kafka.tls();
        if (tls != null) {
            add(AUTHORITIES, tls.trustedCertificatesSecretRef(), List.of(CA_CRT), secrets);
            add(CERTIFICATE, tls.clientCertificateSecretRef(), List.of(TLS_CRT, TLS_KEY), secrets);
        }
        KafkaAuthentication login = kafka.authentication();
        if (login != null && login.scram() != null) {
            add(LOGIN, login.scram().secretRef(), List.of(USERNAME, PASSWORD), secrets);
        }
        return List.copyOf(secrets);
    }

    private static void add(
            String folder,
            @Nullable SecretReference reference,
            List<String> keys,
            List<MountedSecret> secrets) {
        if (reference != null) {
            secrets.add(new MountedSecret(folder, reference.name(), keys));
        }
    }

    private static void encrypted(KafkaTls tls, Map<String, String> properties) {
        if (tls.trustedCertificatesSecretRef() != null) {
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.certificates", reference(AUTHORITIES, CA_CRT));
        }
        if (tls.clientCertificateSecretRef() != null) {
            properties.put("ssl.keystore.type", "PEM");
            properties.put("ssl.keystore.certificate.chain", reference(CERTIFICATE, TLS_CRT));
            properties.put("ssl.keystore.key", reference(CERTIFICATE, TLS_KEY));
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
                LOGIN_SETTING,
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(reference(LOGIN, USERNAME), reference(LOGIN, PASSWORD)));
    }

    /** The identity itself comes from the pod: its role, or keys in its environment. */
    private static void awsMskIam(Map<String, String> properties) {
        properties.put("sasl.mechanism", "AWS_MSK_IAM");
        properties.put(LOGIN_SETTING, "software.amazon.msk.auth.iam.IAMLoginModule required;");
        properties.put(
                "sasl.client.callback.handler.class",
                "software.amazon.msk.auth.iam.IAMClientCallbackHandler");
    }

    private static String reference(String folder, String key) {
        return SecretFiles.reference(folder + "/" + key);
    }

    /** A login in Kafka's words: a module of its clients and what it is told, in that order. */
    public static String login(String module, Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> " %s=\"%s\"".formatted(option.getKey(), quoted(option.getValue())))
                .collect(Collectors.joining("", module + " required", ";"));
    }

    /** A text as it stands between the quotes of a login: it ends neither them nor the line. */
    static String quoted(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0").replace("\n", "\\n").replace("\r", "\\r");
    }
}
