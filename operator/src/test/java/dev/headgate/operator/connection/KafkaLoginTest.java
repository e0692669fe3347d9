// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.AwsMskIamLogin;
import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.ScramLogin;
import dev.headgate.contract.pipeline.ScramLogin.Mechanism;
import dev.headgate.contract.pipeline.SecretReference;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.topic.KafkaAccess;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaLoginTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/team/orders";
    private static final String HANDLER = "sasl.client.callback.handler.class";

    private static final TestCertificate AUTHORITY = TestCertificate.authority("Test authority");
    private static final TestCertificate CLIENT = AUTHORITY.issue("orders");

    @Test
    void plainTextNeedsNothing() {
        assertThat(security(new KafkaConnection("a:9092", null, null), Map.of())).isEmpty();
    }

    @Test
    void publicAuthoritiesNeedNoSecret() {
        assertThat(security(tls(null, null, null), Map.of()))
                .containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test
    void takesCertificatesFromTheSecrets() {
        assertThat(security(tls("authorities", "client", null), secrets()))
                .containsOnly(
                        Map.entry("security.protocol", "SSL"),
                        Map.entry("ssl.truststore.type", "PEM"),
                        Map.entry("ssl.truststore.certificates", AUTHORITY.pem().strip()),
                        Map.entry("ssl.keystore.type", "PEM"),
                        Map.entry("ssl.keystore.certificate.chain", CLIENT.pem().strip()),
                        Map.entry("ssl.keystore.key", CLIENT.key().strip()));
    }

    @Test
    void takesNameAndPasswordFromTheSecret() {
        assertThat(security(tls(null, null, scram(Mechanism.ScramSha256)), secrets()))
                .containsOnly(
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "SCRAM-SHA-256"),
                        Map.entry(
                                "sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                        + " username=\"orders\" password=\"a\\\"b\\\\c;'$1\";"));
    }

    @Test
    void takesTheRoleItselfAndNothingElse() {
        assertThat(security(msk(new AwsMskIamLogin(ROLE, null)), Map.of()))
                .contains(
                        Map.entry("sasl.mechanism", "AWS_MSK_IAM"),
                        Map.entry(
                                "sasl.jaas.config",
                                "software.amazon.msk.auth.iam.IAMLoginModule required"
                                        + " awsAddDefaultProviders=\"false\" awsMaxRetries=\"0\""
                                        + " awsRoleArn=\""
                                        + ROLE
                                        + "\" awsRoleExternalId=\"headgate/shop\""
                                        + " awsRoleSessionName=\"headgate-operator\""
                                        + " awsStsRegion=\"eu-west-1\";"),
                        Map.entry(
                                HANDLER, "software.amazon.msk.auth.iam.IAMClientCallbackHandler"));
    }

    @Test
    void showsTheKeysOfTheSecretToNoOtherConnection() {
        var login = new AwsMskIamLogin(null, new SecretReference("keys"));

        assertThat(security(msk(login), secrets()))
                .contains(
                        Map.entry(
                                "sasl.jaas.config",
                                "software.amazon.msk.auth.iam.IAMLoginModule required"
                                        + " accessKeyId=\"AKIDEXAMPLE\""
                                        + " secretAccessKey=\"k/e+y\";"),
                        Map.entry(HANDLER, AwsKeysCallbackHandler.class.getName()));
    }

    @Test
    void namesWhatASecretLacks() {
        assertThat(lacking(tls("gone", null, null), secrets()))
                .isEqualTo(
                        "KafkaSecretIncomplete: The Secret gone lacks ca.crt: add it, for the"
                                + " Secret must hold ca.crt.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a certificate",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
            })
    void saysWhatIsNoCertificate(String text) {
        assertThat(
                        lacking(
                                tls("authorities", null, null),
                                Map.of("authorities", Map.of("ca.crt", text))))
                .startsWith(
                        "KafkaSecretInvalid: The key ca.crt of the Secret authorities is no"
                                + " certificate in PEM")
                .doesNotContain("AAAA");
    }

    @Test
    void saysHowToConvertAKeyThatKafkasClientsCannotRead() {
        String older = CLIENT.key().replace("PRIVATE KEY", "RSA PRIVATE KEY");
        var secrets = Map.of("client", Map.of("tls.crt", CLIENT.pem(), "tls.key", older));

        assertThat(lacking(tls(null, "client", null), secrets))
                .startsWith(
                        "KafkaSecretInvalid: The key tls.key of the Secret client is no RSA or EC"
                                + " key in PKCS#8 without a password")
                .contains("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void anEmptyPasswordIsNoPassword() {
        var secrets = Map.of("login", Map.of("username", "orders", "password", "\n"));

        assertThat(lacking(tls(null, null, scram(Mechanism.ScramSha512)), secrets))
                .isEqualTo(
                        "KafkaSecretInvalid: The key password of the Secret login is empty: give"
                                + " it its value.");
    }

    @Test
    void anotherPasswordIsAnotherAccessAndTheSameOneIsNot() {
        KafkaConnection kafka = tls(null, null, scram(Mechanism.ScramSha512));
        var other = Map.of("login", Map.of("username", "orders", "password", "other"));

        assertThat(KafkaLogin.access(kafka, "headgate/shop", of(secrets())))
                .isEqualTo(KafkaLogin.access(kafka, "headgate/shop", of(secrets())))
                .isNotEqualTo(KafkaLogin.access(kafka, "headgate/shop", of(other)));
    }

    @Test
    void showsNoSecretWhenPrinted() {
        var login = new AwsMskIamLogin(null, new SecretReference("keys"));

        assertThat(KafkaLogin.access(msk(login), "headgate/shop", of(secrets())).toString())
                .contains("kafka.eu-west-1")
                .doesNotContain("k/e+y", "AKIDEXAMPLE");
    }

    private static KafkaConnection tls(
            @Nullable String authorities,
            @Nullable String certificate,
            @Nullable KafkaAuthentication login) {
        return new KafkaConnection(
                "a:9093",
                new KafkaTls(
                        authorities == null ? null : new SecretReference(authorities),
                        certificate == null ? null : new SecretReference(certificate)),
                login);
    }

    private static KafkaAuthentication scram(Mechanism mechanism) {
        return new KafkaAuthentication(
                new ScramLogin(mechanism, new SecretReference("login")), null);
    }

    private static KafkaConnection msk(AwsMskIamLogin login) {
        return new KafkaConnection(
                "b-1.demo.abc123.c2.kafka.eu-west-1.amazonaws.com:9098",
                new KafkaTls(null, null),
                new KafkaAuthentication(null, login));
    }

    private static Map<String, Map<String, String>> secrets() {
        return Map.of(
                "authorities", Map.of("ca.crt", AUTHORITY.pem()),
                "client", Map.of("tls.crt", CLIENT.pem(), "tls.key", CLIENT.key(), "ca.crt", "x"),
                "login", Map.of("username", "orders\n", "password", "a\"b\\c;'$1\n"),
                "keys", Map.of("accessKeyId", "AKIDEXAMPLE", "secretAccessKey", "k/e+y"));
    }

    private static Map<String, String> security(
            KafkaConnection kafka, Map<String, Map<String, String>> secrets) {
        return switch (KafkaLogin.access(kafka, "headgate/shop", of(secrets))) {
            case KafkaLogin.Outcome.Known(KafkaAccess access) -> {
                assertThat(access.bootstrapServers()).isEqualTo(kafka.bootstrapServers());
                yield access.security();
            }
            case KafkaLogin.Outcome.Lacking lacking -> throw new AssertionError(lacking);
        };
    }

    private static String lacking(KafkaConnection kafka, Map<String, Map<String, String>> secrets) {
        return switch (KafkaLogin.access(kafka, "headgate/shop", of(secrets))) {
            case KafkaLogin.Outcome.Known known -> throw new AssertionError(known);
            case KafkaLogin.Outcome.Lacking(var judgement) -> {
                assertThat(judgement.truth()).isEqualTo(Truth.False);
                yield judgement.reason() + ": " + judgement.message();
            }
        };
    }

    private static Function<String, Optional<Map<String, String>>> of(
            Map<String, Map<String, String>> secrets) {
        return name -> Optional.ofNullable(secrets.get(name));
    }
}
