// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.ScramLogin;
import dev.headgate.contract.pipeline.ScramLogin.Mechanism;
import dev.headgate.contract.pipeline.SecretReference;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.Judgement;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator's login at a real broker that asks for one. */
class KafkaLoginIT {

    private static final String PASSWORD = "a\"b\\c;'$1 {é}";
    private static final TestCertificate AUTHORITY = TestCertificate.authority("Test authority");
    private static final TestCertificate CLIENT = AUTHORITY.issue("orders");

    @TempDir private static Path folder;

    private static SecureBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = SecureBroker.start(folder, AUTHORITY);
        broker.admit("orders", PASSWORD);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    void entersByNameAndPassword(Mechanism mechanism) {
        assertThat(FirstLook.at(scram(mechanism), secrets(AUTHORITY, PASSWORD)).reason())
                .isIn(ConditionReason.TopicsAsWanted, ConditionReason.TopicsStarting);
    }

    @Test
    void aWrongPasswordIsARefusedLogin() {
        Judgement judgement =
                FirstLook.at(scram(Mechanism.ScramSha512), secrets(AUTHORITY, "wrong"));

        assertThat(judgement.reason()).isEqualTo(ConditionReason.KafkaLoginRefused);
        assertThat(judgement.message())
                .startsWith("Kafka at " + broker.scram() + " refuses the login: check the Secret");
    }

    @Test
    void aChangedPasswordEntersByANewConnection() throws Exception {
        broker.admit("orders-2", "old");
        broker.admit("orders-2", "new");

        assertThat(FirstLook.at(scram(Mechanism.ScramSha512), login("orders-2", "old")).reason())
                .isEqualTo(ConditionReason.KafkaLoginRefused);
        assertThat(FirstLook.at(scram(Mechanism.ScramSha512), login("orders-2", "new")).reason())
                .isIn(ConditionReason.TopicsAsWanted, ConditionReason.TopicsStarting);
    }

    @Test
    void anAuthorityThatDidNotSignTheBrokersCertificateIsNotTrusted() {
        TestCertificate other = TestCertificate.authority("Other authority");
        Judgement judgement = FirstLook.at(scram(Mechanism.ScramSha512), secrets(other, PASSWORD));

        assertThat(judgement.reason()).isEqualTo(ConditionReason.KafkaNotTrusted);
        assertThat(judgement.message())
                .startsWith("No encrypted connection to Kafka at " + broker.scram());
    }

    @Test
    void entersByACertificate() {
        var client =
                new KafkaTls(new SecretReference("authorities"), new SecretReference("client"));

        assertThat(FirstLook.at(mutual(client), secrets(AUTHORITY, PASSWORD)).reason())
                .isIn(ConditionReason.TopicsAsWanted, ConditionReason.TopicsStarting);
    }

    @Test
    void withoutTheCertificateThatKafkaAsksForThereIsNoConnection() {
        var nameless = new KafkaTls(new SecretReference("authorities"), null);

        assertThat(FirstLook.at(mutual(nameless), secrets(AUTHORITY, PASSWORD)).reason())
                .isEqualTo(ConditionReason.KafkaNotTrusted);
    }

    private static KafkaConnection scram(Mechanism mechanism) {
        return new KafkaConnection(
                broker.scram(),
                new KafkaTls(new SecretReference("authorities"), null),
                new KafkaAuthentication(
                        new ScramLogin(mechanism, new SecretReference("login")), null));
    }

    private static KafkaConnection mutual(KafkaTls tls) {
        return new KafkaConnection(broker.mutual(), tls, null);
    }

    private static Map<String, Map<String, String>> login(String name, String password) {
        return Map.of(
                "authorities", Map.of("ca.crt", AUTHORITY.pem()),
                "login", Map.of("username", name, "password", password));
    }

    private static Map<String, Map<String, String>> secrets(
            TestCertificate authority, String password) {
        return Map.of(
                "authorities", Map.of("ca.crt", authority.pem()),
                "login", Map.of("username", "orders", "password", password),
                "client", Map.of("tls.crt", CLIENT.pem(), "tls.key", CLIENT.key()));
    }
}
