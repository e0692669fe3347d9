// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.AwsMskIamLogin;
import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.SecretReference;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.Judgement;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator's login by AWS identities, at a real broker whose side of the login is a test's. AWS
 * itself is not reached; its token service is one of this machine.
 */
class AwsLoginIT {

    private static final String ROLE = "arn:aws:iam::123456789012:role/team/orders";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCY";
    private static final TestCertificate AUTHORITY = TestCertificate.authority("Test authority");
    private static final Map<String, String> OPERATORS_OWN =
            Map.of(
                    "aws.accessKeyId", "AKIAOPERATOR",
                    "aws.secretAccessKey", "operator-secret",
                    "aws.region", "eu-west-1");

    @TempDir private static Path folder;

    private static SecureBroker broker;
    private static TokenService tokens;

    @BeforeAll
    static void start() throws Exception {
        broker = SecureBroker.start(folder, AUTHORITY);
        tokens = TokenService.start();
        OPERATORS_OWN.forEach(System::setProperty);
        System.setProperty("aws.endpointUrlSts", tokens.url());
    }

    @AfterAll
    static void stop() {
        OPERATORS_OWN.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.endpointUrlSts");
        tokens.close();
        broker.close();
    }

    @BeforeEach
    void forget() {
        IamServer.LOGINS.clear();
        IamServer.KNOWN.clear();
    }

    @Test
    void signsWithTheKeysOfTheSecretAndNotWithItsOwn() {
        IamServer.KNOWN.add("AKIAORDERS");

        assertThat(FirstLook.at(keys(), secrets("AKIAORDERS")).reason())
                .isIn(ConditionReason.TopicsAsWanted, ConditionReason.TopicsStarting);
        assertThat(IamServer.LOGINS)
                .isNotEmpty()
                .allSatisfy(login -> assertThat(IamServer.signer(login)).isEqualTo("AKIAORDERS"));
    }

    @Test
    void takesTheRoleOfThePipeline() {
        IamServer.KNOWN.add(TokenService.ACCESS_KEY_ID);

        assertThat(FirstLook.at(role(), secrets("unused")).reason())
                .isIn(ConditionReason.TopicsAsWanted, ConditionReason.TopicsStarting);
        assertThat(tokens.requests())
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request)
                                .contains("Action=AssumeRole&")
                                .contains("RoleArn=" + ROLE)
                                .contains("ExternalId=headgate/shop")
                                .contains("RoleSessionName=headgate-operator"));
        assertThat(IamServer.LOGINS)
                .allSatisfy(login ->
                        assertThat(login.path("x-amz-security-token").asText())
                                .isEqualTo(TokenService.SESSION_TOKEN));
    }

    @Test
    void anIdentityThatKafkaDoesNotKnowIsARefusedLogin() {
        Judgement judgement = FirstLook.at(keys(), secrets("AKIASTRANGER"));

        assertThat(judgement.reason()).isEqualTo(ConditionReason.KafkaLoginRefused);
        assertThat(judgement.message()).contains("check the Secret or the AWS role");
    }

    @Test
    void aRoleThatCannotBeTakenIsARefusedLoginAndNotTheOperatorsOwn() {
        IamServer.KNOWN.add("AKIAOPERATOR");
        System.setProperty("aws.endpointUrlSts", "http://127.0.0.1:1");
        try {
            assertThat(FirstLook.at(role(), secrets("unused")).reason())
                    .isEqualTo(ConditionReason.KafkaLoginRefused);
        } finally {
            System.setProperty("aws.endpointUrlSts", tokens.url());
        }
        assertThat(IamServer.LOGINS).isEmpty();
    }

    @Test
    void writesNoSecretToTheLogHoweverMuchIsLogged() {
        IamServer.KNOWN.add("AKIAORDERS");
        IamServer.KNOWN.add(TokenService.ACCESS_KEY_ID);

        try (var log =
                new WholeLog("software.amazon", "org.apache.kafka.clients", "dev.headgate")) {
            FirstLook.at(keys(), secrets("AKIAORDERS"));
            FirstLook.at(role(), secrets("unused"));

            assertThat(log.lines()).isNotEmpty();
            assertThat(log.lines())
                    .noneMatch(line -> line.contains(SECRET))
                    .noneMatch(line -> line.contains(TokenService.SECRET_ACCESS_KEY))
                    .noneMatch(line -> line.contains("operator-secret"));
        }
    }

    private static KafkaConnection keys() {
        return msk(new AwsMskIamLogin(null, new SecretReference("keys")));
    }

    private static KafkaConnection role() {
        return msk(new AwsMskIamLogin(ROLE, null));
    }

    private static KafkaConnection msk(AwsMskIamLogin login) {
        return new KafkaConnection(
                broker.iam(),
                new KafkaTls(new SecretReference("authorities"), null),
                new KafkaAuthentication(null, login));
    }

    private static Map<String, Map<String, String>> secrets(String accessKeyId) {
        return Map.of(
                "authorities", Map.of("ca.crt", AUTHORITY.pem()),
                "keys", Map.of("accessKeyId", accessKeyId, "secretAccessKey", SECRET));
    }
}
