// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.consumer.ConsumerService;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.embedded.KafkaProcess;
import dev.headgate.ingest.IngestService;
import dev.headgate.operator.cluster.UserRequests;
import dev.headgate.operator.proxy.ApiProxy;
import dev.headgate.operator.resource.GrowthStatus;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
import dev.headgate.operator.scenario.ClusterHands;
import dev.headgate.operator.scenario.RunningOperator;
import dev.headgate.operator.scenario.ScenarioCluster;
import dev.headgate.operator.scenario.ScenarioServers;
import dev.headgate.operator.scenario.ServiceKubelet;
import dev.headgate.operator.setting.SettingsFixture;
import dev.headgate.operator.workload.IngestPods;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user raises partitions under load: the operator as it runs, a real API server, the services
 * with the settings that the operator has written for them, and rows in a real database.
 */
@ExtendWith(ScenarioCluster.class)
class OrderedGrowthIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    @TempDir static Path folder;

    @Test
    void raisedPartitionsComeInOrderAlsoIfTheOperatorIsKilledMeanwhile(ScenarioServers servers)
            throws Exception {
        KubernetesClient client = servers.kubernetes().client();
        String namespace = servers.kubernetes().namespace("growth");
        try (var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
                var stage = new Stage(servers, postgres, namespace)) {
            var settings =
                    SettingsFixture.settings(Set.of(namespace), servers.kafka().bootstrapServers());
            var first =
                    RunningOperator.start(
                            ApiProxy.start(servers.kubernetes().config()),
                            settings,
                            InstantSource.system());
            stage.create();
            ConsumerService consumer = stage.consumer();
            await().atMost(PATIENCE).until(() -> stage.ingest().size() == 2);
            try (var load = new KeyedLoad(stage.ingest(), 4, Duration.ofMillis(20))) {
                load.awaitAccepted(100);
                stage.pipeline()
                        .patch(MERGE, "{\"spec\":{\"topics\":[%s]}}".formatted(stage.topic(6)));
                await().atMost(PATIENCE).until(() -> !stage.growths().isEmpty());
                first.kill();

                try (var _ =
                        RunningOperator.start(
                                ApiProxy.start(servers.kubernetes().config()),
                                settings,
                                InstantSource.system())) {
                    await().atMost(PATIENCE).until(() -> stage.partitions() == 6);
                    load.awaitAccepted(200);
                }
                Map<String, Integer> sent = load.finish();
                await().atMost(PATIENCE).until(() -> stage.arrivals.arrived() == load.accepted());
                stage.arrivals.assertComplete(sent);
                assertThat(stage.arrivals.outOfOrder()).isEmpty();
            }
            consumer.stop();
            assertThat(client.v1().events().inNamespace(namespace).list().getItems())
                    .extracting(Event::getReason)
                    .contains("GrowthStarted", "GrowthDone");
        }
    }

    /** What stands around the operator. */
    private static final class Stage implements AutoCloseable {

        private static final int PORT = 8080;

        final ServiceKubelet kubelet;
        final ArrivalLog arrivals;
        private final KubernetesClient client;
        private final String namespace;
        private final ClusterHands hands;
        private final Map<String, String> consumerSettings;

        Stage(ScenarioServers servers, EmbeddedPostgres postgres, String namespace)
                throws Exception {
            this.client = servers.kubernetes().client();
            this.namespace = namespace;
            UserRequests.createSecret(
                    client,
                    namespace,
                    SettingsFixture.DATABASE_SECRET,
                    Map.of(
                            "url",
                            postgres.jdbcUrl(),
                            "username",
                            postgres.username(),
                            "password",
                            postgres.password()));
            PipelineNames names = PipelineNames.of(new PipelineMetadata("orders", namespace));
            this.arrivals = new ArrivalLog(postgres, names.schema(), 0);
            Map<String, String> ingest = IngestPods.selector("orders");
            this.kubelet =
                    new ServiceKubelet(
                            client,
                            namespace,
                            new ServiceKubelet.Service(
                                    ingest,
                                    "orders-ingest",
                                    Stage::ingestSettings,
                                    config -> IngestService.start(config)::stop));
            this.hands =
                    ClusterHands.in(
                            client,
                            namespace,
                            pod ->
                                    !pod.getMetadata()
                                            .getLabels()
                                            .entrySet()
                                            .containsAll(ingest.entrySet()));
            this.consumerSettings = consumerSettings(servers.kafka(), postgres, names);
        }

        private static Map<String, String> ingestSettings(String address) {
            return Map.of(
                    "ingest.server.host",
                    address,
                    "ingest.server.port",
                    "" + PORT,
                    "ingest.server.management-port",
                    "" + IngestPods.MANAGEMENT_PORT,
                    "ingest.drain.endpoint-removal-delay",
                    "PT0S");
        }

        List<URI> ingest() {
            return kubelet.addresses().stream()
                    .map(address -> URI.create("http://" + address + ":" + PORT))
                    .toList();
        }

        /** A consumer comes once there are topics; it would wait for them. */
        ConsumerService consumer() {
            await().atMost(PATIENCE).until(() -> partitions() == 2);
            return ConsumerService.start(Config.just(ConfigSources.create(consumerSettings)));
        }

        int partitions() {
            PipelineStatus status = pipeline().get().getStatus();
            return status == null || status.partitions() == null ? 0 : status.partitions();
        }

        List<GrowthStatus> growths() {
            PipelineStatus status = pipeline().get().getStatus();
            return status == null ? List.of() : status.growths();
        }

        private Map<String, String> consumerSettings(
                KafkaProcess kafka, EmbeddedPostgres postgres, PipelineNames names) {
            var settings = new TreeMap<String, String>();
            settings.put("consumer.pipeline.name", "orders");
            settings.put("consumer.pipeline.namespace", namespace);
            settings.put("consumer.server.host", "127.0.0.1");
            settings.put("consumer.server.management-port", "0");
            settings.put("consumer.kafka.bootstrap-servers", kafka.bootstrapServers());
            settings.put("consumer.kafka.group-id", names.consumerGroup());
            settings.put("consumer.database.url", postgres.jdbcUrl());
            settings.put("consumer.database.username", postgres.username());
            settings.put("consumer.database.password", postgres.password());
            settings.put("consumer.database.schema", names.schema());
            settings.put("consumer.topics.0.name", namespace);
            return settings;
        }

        String topic(int partitions) {
            return "{\"name\":\"%s\",\"partitions\":%d,\"partitionGrowth\":\"DrainThenGrow\"}"
                    .formatted(namespace, partitions);
        }

        void create() {
            UserRequests.createPipeline(
                    client,
                    namespace,
                    "orders",
                    Serialization.unmarshal(
                            "{\"topics\": [%s]}".formatted(topic(2)), JsonNode.class));
        }

        Resource<PipelineResource> pipeline() {
            return client.resources(PipelineResource.class)
                    .inNamespace(namespace)
                    .withName("orders");
        }

        @Override
        public void close() {
            hands.close();
            kubelet.close();
        }
    }
}
