// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.contract.pipeline.ScramLogin;
import dev.headgate.contract.pipeline.ScramLogin.Mechanism;
import dev.headgate.contract.pipeline.SecretReference;
import dev.headgate.contract.topic.WantedTopic;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.topic.KafkaAccess;
import dev.headgate.operator.topic.KafkaClusters;
import dev.headgate.operator.topic.MemoryClaims;
import dev.headgate.operator.topic.PipelineIdentity;
import dev.headgate.operator.topic.TopicClaims;
import dev.headgate.operator.topic.TopicReconciliation;
import dev.headgate.operator.topic.TopicRequest;
import dev.headgate.operator.topic.TopicResult;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final KafkaClusters clusters = new KafkaClusters(InstantSource.system());

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
        assertThat(look(scram(mechanism), secrets(AUTHORITY, PASSWORD)).reason())
                .isIn(ConditionReason.TopicsAsWanted, ConditionReason.TopicsStarting);
    }

    @Test
    void aWrongPasswordIsARefusedLogin() {
        Judgement judgement = look(scram(Mechanism.ScramSha512), secrets(AUTHORITY, "wrong"));

        assertThat(judgement.reason()).isEqualTo(ConditionReason.KafkaLoginRefused);
        assertThat(judgement.message())
                .startsWith("Kafka at " + broker.scram() + " refuses the login: check the Secret");
    }

    @Test
    void aChangedPasswordEntersByANewConnection() throws Exception {
        broker.admit("orders-2", "old");
        broker.admit("orders-2", "new");

        assertThat(look(scram(Mechanism.ScramSha512), login("orders-2", "old")).reason())
                .isEqualTo(ConditionReason.KafkaLoginRefused);
        assertThat(look(scram(Mechanism.ScramSha512), login("orders-2", "new")).reason())
                .isIn(ConditionReason.TopicsAsWanted, ConditionReason.TopicsStarting);
    }

    @Test
    void anAuthorityThatDidNotSignTheBrokersCertificateIsNotTrusted() {
        TestCertificate other = TestCertificate.authority("Other authority");
        Judgement judgement = look(scram(Mechanism.ScramSha512), secrets(other, PASSWORD));

        assertThat(judgement.reason()).isEqualTo(ConditionReason.KafkaNotTrusted);
        assertThat(judgement.message())
                .startsWith("No encrypted connection to Kafka at " + broker.scram());
    }

    @Test
    void entersByACertificate() {
        var client =
                new KafkaTls(new SecretReference("authorities"), new SecretReference("client"));

        assertThat(look(mutual(client), secrets(AUTHORITY, PASSWORD)).reason())
                .isIn(ConditionReason.TopicsAsWanted, ConditionReason.TopicsStarting);
    }

    @Test
    void withoutTheCertificateThatKafkaAsksForThereIsNoConnection() {
        var nameless = new KafkaTls(new SecretReference("authorities"), null);

        assertThat(look(mutual(nameless), secrets(AUTHORITY, PASSWORD)).reason())
                .isEqualTo(ConditionReason.KafkaNotTrusted);
    }

    private Judgement look(KafkaConnection kafka, Map<String, Map<String, String>> secrets) {
        KafkaAccess access =
                switch (KafkaLogin.access(kafka, name -> Optional.ofNullable(secrets.get(name)))) {
                    case KafkaLogin.Outcome.Known(var known) -> known;
                    case KafkaLogin.Outcome.Lacking(var judgement) ->
                            throw new AssertionError(judgement);
                };
        var claims = new TopicClaims(new MemoryClaims(), _ -> false);
        try (clusters) {
            return switch (new TopicReconciliation(clusters, claims, () -> true)
                    .run(access, request())) {
                case TopicResult.Looked looked -> looked.judgement();
                case TopicResult.Blind(Judgement judgement) -> judgement;
                case TopicResult.NotLeading notLeading -> throw new AssertionError(notLeading);
            };
        }
    }

    private static TopicRequest request() {
        String text =
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata: {name: orders}
                spec: {topics: [{name: orders, partitions: 1}]}
                """;
        List<WantedTopic> wanted =
                WantedTopic.of(
                        ((Valid) PipelineFile.parse("pipeline.yaml", text)).pipeline().spec());
        return TopicRequest.of(new PipelineIdentity("shop", "orders", "uid-1"), wanted);
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
