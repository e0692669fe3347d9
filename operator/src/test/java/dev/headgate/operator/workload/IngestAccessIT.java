// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedKafka;
import dev.headgate.ingest.IngestService;
import dev.headgate.ingest.setting.InvalidSettings;
import dev.headgate.operator.connection.TestCertificate;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.config.yaml.YamlConfigParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ingest service with a pod's own settings, and files where the pod would have them. */
class IngestAccessIT {

    private static final DesiredCase CASE = DesiredCase.of("callers-tls");
    private static final String KEY = "hgk_0123456789abcdef";
    private static final String OTHER_KEY = "hgk_fedcba9876543210";
    private static final String SECRET = "it-is-a-secret-of-github";
    private static final String SCHEMA =
            "{\"type\": \"object\", \"required\": [\"total\"], \"additionalProperties\": false,"
                    + " \"properties\": {\"total\": {\"type\": \"integer\"}}}";

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;
    private static SecureClient client;

    @BeforeAll
    static void start() throws Exception {
        TestCertificate authority = TestCertificate.authority("Test authority");
        TestCertificate own = authority.issue("ingest");
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
        }
        mount(
                Map.of(
                        "orders-callers/callers.yaml",
                        callers(KEY),
                        "orders-tls/tls.crt",
                        own.pem(),
                        "orders-tls/tls.key",
                        own.key(),
                        "clients-authorities/ca.crt",
                        authority.pem(),
                        "orders-webhooks/github",
                        SECRET + "\n",
                        "orders-webhooks/pay",
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8G\n",
                        "orders-schemas/order.json",
                        SCHEMA,
                        "page-schemas/page.json",
                        "{}"));
        service = IngestService.start(config(""));
        client = SecureClient.trusting(authority.pem(), service.port());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.stop();
        kafka.close();
    }

    @Test
    void opensToWhoIsListedOverTlsAndToNobodyElse() throws Exception {
        assertThat(client.post("/v1/events", order("{\"total\": 5}"), Map.of())).isEqualTo(401);
        assertThat(client.post("/v1/events", order("{\"total\": 5}"), key(KEY))).isEqualTo(202);
    }

    @Test
    void holdsEventsToTheirSchemas() throws Exception {
        assertThat(client.post("/v1/events", order("{\"total\": 0.5}"), key(KEY))).isEqualTo(422);
        assertThat(client.post("/v1/events", "{\"type\":\"refund\",\"data\":0.5}", key(KEY)))
                .as("mode Warn")
                .isEqualTo(202);
    }

    @Test
    void takesWhatAWebhookSigned() throws Exception {
        String body = "{\"zen\": \"Keep it logically awesome.\"}";
        var headers = new HashMap<String, String>();
        headers.put("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        headers.put("X-GitHub-Event", "ping");

        headers.put("X-Hub-Signature-256", SecureClient.signature("another secret of it", body));
        assertThat(client.post("/v1/webhooks/github", body, headers)).isEqualTo(401);
        headers.put("X-Hub-Signature-256", SecureClient.signature(SECRET, body));
        assertThat(client.post("/v1/webhooks/github", body, headers)).isEqualTo(202);
    }

    /** As the kubelet does it when the Secret changes; there is no new pod. */
    @Test
    void changedSecretCountsWithoutAnotherStart() throws Exception {
        Path file = Path.of(folder + "/etc/headgate/callers/callers.yaml");
        Path next = Files.writeString(file.resolveSibling("next"), callers(KEY, OTHER_KEY));
        assertThat(client.post("/v1/events", order("{\"total\": 5}"), key(OTHER_KEY)))
                .isEqualTo(401);

        Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        await("the other key is known")
                .atMost(Duration.ofSeconds(90))
                .until(() ->
                        client.post("/v1/events", order("{\"total\": 5}"), key(OTHER_KEY)) == 202);
    }

    @Test
    void settingThatNobodyKnowsStopsTheStart() {
        assertThatThrownBy(() -> IngestService.start(config("ingest.callers.fil")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(
                        "unknown setting ingest.callers.fil: did you mean ingest.callers.file?");
    }

    private static String order(String data) {
        return "{\"type\": \"order.paid\", \"key\": \"ada\", \"data\": %s}".formatted(data);
    }

    private static Map<String, String> key(String key) {
        return Map.of("X-Api-Key", key);
    }

    private static String callers(String... keys) {
        var text = new StringBuilder("callers:\n  - name: shop\n    keys:\n");
        for (String each : keys) {
            text.append("      - sha256: ").append(SecureClient.sha256(each)).append('\n');
        }
        return text.toString();
    }

    /**
     * Writes what the volumes of the Deployment take from these objects, below the test's folder.
     */
    private static void mount(Map<String, String> contents) throws IOException {
        PodSpec pod = pod();
        for (Volume volume : pod.getVolumes()) {
            if (volume.getProjected() == null) {
                continue;
            }
            String mounted =
                    pod.getContainers().getFirst().getVolumeMounts().stream()
                            .filter(mount -> mount.getName().equals(volume.getName()))
                            .map(VolumeMount::getMountPath)
                            .findFirst()
                            .orElseThrow();
            for (VolumeProjection source : volume.getProjected().getSources()) {
                boolean secret = source.getSecret() != null;
                String object =
                        secret ? source.getSecret().getName() : source.getConfigMap().getName();
                List<KeyToPath> items =
                        secret ? source.getSecret().getItems() : source.getConfigMap().getItems();
                for (KeyToPath item : items) {
                    Path file = Path.of(folder + mounted, item.getPath());
                    Files.createDirectories(file.getParent());
                    Files.writeString(
                            file,
                            contents.getOrDefault(object + "/" + item.getKey(), "not expected"));
                }
            }
        }
    }

    private static PodSpec pod() {
        return PipelineWorkloads.desired(CASE.scope()).stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .filter(each -> each.getMetadata().getName().equals("orders-ingest"))
                .map(each -> each.getSpec().getTemplate().getSpec())
                .findFirst()
                .orElseThrow();
    }

    /** A pod's settings with this machine's addresses, and with a key more if one is given. */
    private static Config config(String more) {
        String text =
                SettingsConfigMap.text(CASE.scope(), ServiceRole.INGEST)
                        .replace("/etc/headgate/", folder + "/etc/headgate/");
        var over =
                new HashMap<>(
                        Map.of(
                                "ingest.kafka.bootstrap-servers",
                                kafka.bootstrapServers(),
                                "ingest.server.host",
                                "127.0.0.1",
                                "ingest.server.port",
                                "0",
                                "ingest.server.management-port",
                                "0",
                                "ingest.drain.endpoint-removal-delay",
                                "PT0S"));
        if (!more.isEmpty()) {
            over.put(more, "x");
        }
        return Config.builder()
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .addParser(YamlConfigParser.create())
                .sources(
                        ConfigSources.create(over),
                        ConfigSources.create(text, MediaTypes.APPLICATION_YAML))
                .build();
    }
}
