// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.contract.pipeline.ScramLogin;
import dev.headgate.contract.pipeline.ScramLogin.Mechanism;
import dev.headgate.contract.pipeline.SecretReference;
import dev.headgate.contract.settings.KafkaSecurity;
import dev.headgate.contract.settings.KafkaSecurity.MountedSecret;
import dev.headgate.contract.settings.SettingsRendering;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.ingest.IngestService;
import dev.headgate.tables.PipelineSchema;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both services at a broker that asks for TLS and a password, with their pods' settings. */
class SecureServicesIT {

    private static final String PASSWORD = "a\"b\\c;'$1 {é}";
    private static final KafkaTls TLS =
            new KafkaTls(new SecretReference("authorities"), new SecretReference("client"));
    private static final KafkaAuthentication LOGIN =
            new KafkaAuthentication(
                    new ScramLogin(Mechanism.ScramSha512, new SecretReference("login")), null);

    @TempDir private Path folder;

    @Test
    void anEventIsAcceptedAndLandsWithTheSettingsAndSecretsOfThePods() throws Exception {
        TestCertificate authority = TestCertificate.authority("Test authority");
        TestCertificate client = authority.issue("orders");
        Path data = Files.createDirectory(folder.resolve("kafka"));
        try (var broker = SecureBroker.start(data, authority);
                var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            broker.admit("orders", PASSWORD);
            topics(broker);
            IngestionPipeline pipeline = pipeline();
            var kafka = new KafkaConnection(broker.scram(), TLS, LOGIN);
            mount(
                    kafka,
                    Map.of(
                            "authorities", Map.of("ca.crt", authority.pem()),
                            "client", Map.of("tls.crt", client.pem(), "tls.key", client.key()),
                            "login", Map.of("username", "orders", "password", PASSWORD)));
            String schema = schema(pipeline, kafka, postgres);

            IngestService ingest =
                    IngestService.start(
                            config(
                                    SettingsRendering.ingest(pipeline, kafka),
                                    Map.of(
                                            "ingest.server.host", "127.0.0.1",
                                            "ingest.server.port", "0",
                                            "ingest.server.management-port", "0",
                                            "ingest.drain.endpoint-removal-delay", "PT0S")));
            ConsumerService consumer =
                    ConsumerService.start(
                            config(
                                    SettingsRendering.consumer(pipeline, kafka),
                                    Map.of(
                                            "consumer.server.host",
                                            "127.0.0.1",
                                            "consumer.server.management-port",
                                            "0",
                                            "consumer.database.url",
                                            postgres.jdbcUrl(),
                                            "consumer.database.username",
                                            postgres.username(),
                                            "consumer.database.password",
                                            postgres.password(),
                                            "consumer.database.schema",
                                            schema)));
            try {
                assertThat(post(ingest.port()).statusCode()).isEqualTo(202);
                await("the row is there")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> consumer.counts().rows() == 1);
            } finally {
                ingest.stop();
                consumer.stop();
            }
        }
    }

    private static void topics(SecureBroker broker) throws Exception {
        try (Admin admin = broker.inside()) {
            admin.createTopics(
                            List.of(
                                    new NewTopic("orders", 1, (short) 1),
                                    new NewTopic("dlq.orders", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static String schema(
            IngestionPipeline pipeline, KafkaConnection kafka, EmbeddedPostgres postgres) {
        String schema =
                SettingsRendering.consumer(pipeline, kafka)
                        .getOrDefault("consumer.database.schema", "");
        PipelineSchema.migrate(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), schema);
        return schema;
    }

    /** The files that a pod sees, below the test's folder. */
    private void mount(KafkaConnection kafka, Map<String, Map<String, String>> secrets)
            throws IOException {
        for (MountedSecret secret : KafkaSecurity.secrets(kafka)) {
            Files.createDirectories(Path.of(folder + secret.folder()));
            for (String key : secret.keys()) {
                Files.writeString(
                        Path.of(folder + secret.file(key)),
                        secrets.getOrDefault(secret.secret(), Map.of()).getOrDefault(key, ""));
            }
        }
    }

    private Config config(Map<String, String> rendered, Map<String, String> over) {
        var settings = new TreeMap<String, String>();
        rendered.forEach(
                (key, value) -> settings.put(key, value.replace("%{file:", "%{file:" + folder)));
        settings.putAll(over);
        return Config.builder(ConfigSources.create(settings))
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .build();
    }

    private static HttpResponse<String> post(int port) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:%d/v1/events".formatted(port)))
                            .header("Content-Type", "application/json")
                            .POST(
                                    BodyPublishers.ofString(
                                            "{\"type\": \"order.paid\", \"key\": \"ada\", \"data\": 1}"))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static IngestionPipeline pipeline() {
        String text =
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata: {name: orders}
                spec: {topics: [{name: orders, partitions: 1}]}
                """;
        return ((Valid) PipelineFile.parse("pipeline.yaml", text)).pipeline();
    }
}
