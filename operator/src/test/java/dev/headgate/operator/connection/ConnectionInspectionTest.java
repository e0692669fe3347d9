// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.setting.SettingsFixture;
import dev.headgate.operator.status.Judgement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionInspectionTest {

    private static final OperatorSettings SETTINGS =
            SettingsFixture.settings(Set.of(), "kafka:9092");
    private static final Set<String> DATABASE = Set.of("url", "username", "password");

    @Test
    void findsNothingWhereAllIsThere() {
        assertThat(inspect(spec(""), SETTINGS, Map.of("headgate-database", DATABASE))).isEmpty();
    }

    @Test
    void saysHowToMakeTheSecretOfTheDatabase() {
        assertThat(inspect(spec(""), SETTINGS, Map.of()))
                .extracting(Judgement::toString)
                .containsExactly(
                        "Judgement[type=ConsumerAvailable, truth=False,"
                                + " reason=DatabaseSecretMissing, message=There is no Secret"
                                + " headgate-database in namespace sales: kubectl --namespace sales"
                                + " create secret generic headgate-database"
                                + " --from-literal=url=jdbc:postgresql://HOST:5432/DATABASE"
                                + " --from-literal=username=... --from-literal=password=...]");
    }

    @Test
    void namesTheKeysThatAreMissing() {
        assertThat(inspect(spec(""), SETTINGS, Map.of("headgate-database", Set.of("url", "user"))))
                .extracting(each -> each.reason() + ": " + each.message())
                .containsExactly(
                        "DatabaseSecretIncomplete: The Secret headgate-database in namespace sales"
                                + " lacks username, password: add it, for the Secret must hold url,"
                                + " username, password.");
    }

    @Test
    void looksForThePipelinesOwnDatabaseOnly() {
        PipelineSpec own = spec("  database: {secretRef: {name: orders-database}}\n");
        assertThat(inspect(own, SETTINGS, Map.of("orders-database", DATABASE))).isEmpty();
    }

    @Test
    void takesAwsRolesForANamespaceOnlyWhereItNamesThem() {
        PipelineSpec own = spec("  kafka: {bootstrapServers: 'mine:9092'}\n");
        assertThat(PipelineConnections.of(own, SETTINGS).awsExternalId("sales"))
                .isEqualTo("headgate/sales");
        assertThat(PipelineConnections.of(spec(""), SETTINGS).awsExternalId("sales"))
                .isEqualTo("headgate");
    }

    @Test
    void saysThatNobodyNamesAKafka() {
        var none = SettingsFixture.withoutKafka();
        assertThat(inspect(spec(""), none, Map.of("headgate-database", DATABASE)))
                .extracting(each -> each.type() + " " + each.reason())
                .containsExactly("TopicsReady KafkaNotConfigured");
    }

    @Test
    void wantsEverySecretOfThePipelinesOwnKafka() {
        PipelineSpec own =
                spec(
                        """
                          kafka:
                            bootstrapServers: mine:9093
                            tls:
                              trustedCertificatesSecretRef: {name: authorities}
                              clientCertificateSecretRef: {name: client}
                            authentication:
                              scram: {secretRef: {name: login}}
                        """);
        assertThat(PipelineConnections.of(own, SETTINGS).secrets())
                .extracting(secret -> secret.name() + " " + secret.keys())
                .containsExactly(
                        "authorities [ca.crt]",
                        "client [tls.crt, tls.key]",
                        "login [username, password]",
                        "headgate-database [url, username, password]");
        assertThat(
                        inspect(
                                own,
                                SETTINGS,
                                Map.of(
                                        "headgate-database",
                                        DATABASE,
                                        "authorities",
                                        Set.of("ca.crt"),
                                        "client",
                                        Set.of("tls.crt"))))
                .extracting(each -> each.type() + " " + each.reason())
                .containsExactly(
                        "TopicsReady KafkaSecretIncomplete", "TopicsReady KafkaSecretMissing");
    }

    @Test
    void wantsTheKeysOfAnAwsIdentityButNoneForARole() {
        String msk =
                """
                  kafka:
                    bootstrapServers: msk:9098
                    tls: {}
                    authentication: {awsMskIam: {%s}}
                """;
        assertThat(
                        PipelineConnections.of(
                                        spec(msk.formatted("secretRef: {name: keys}")), SETTINGS)
                                .secrets())
                .first()
                .isEqualTo(
                        new RequiredSecret(
                                "keys",
                                RequiredSecret.Use.Kafka,
                                List.of("accessKeyId", "secretAccessKey")));
        assertThat(
                        PipelineConnections.of(
                                        spec(
                                                msk.formatted(
                                                        "roleArn:"
                                                                + " 'arn:aws:iam::123456789012:role/a'")),
                                        SETTINGS)
                                .secrets())
                .hasSize(1);
    }

    private static List<Judgement> inspect(
            PipelineSpec spec, OperatorSettings settings, Map<String, Set<String>> secrets) {
        return ConnectionInspection.inspect(
                PipelineConnections.of(spec, settings),
                "sales",
                name -> Optional.ofNullable(secrets.get(name)));
    }

    private static PipelineSpec spec(String more) {
        String text =
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata:
                  name: orders
                spec:
                  topics:
                    - name: orders
                """;
        assertThat(PipelineFile.parse("pipeline.yaml", text + more)).isInstanceOf(Valid.class);
        return ((Valid) PipelineFile.parse("pipeline.yaml", text + more)).pipeline().spec();
    }
}
