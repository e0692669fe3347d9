// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.ingest.IngestService;
import dev.headgate.operator.growth.ArrivalLog;
import dev.headgate.operator.growth.KeyedLoad;
import dev.headgate.operator.resource.PipelineCondition;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.workload.ConsumerPods;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Consumers that are really run, by an operator that decides how many: real pods' objects, a real
 * broker and a real database, which takes its time for each row.
 */
@ExtendWith(ScenarioCluster.class)
class ScalingIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int ROW_MILLIS = 15;
    private static final Map<String, String> CONSUMERS = ConsumerPods.selector("orders");

    @TempDir private static Path folder;

    @Test
    void tellsHowManyItWouldHaveAndHasThemWhenItMay(ScenarioServers servers) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0);
                Scenario story = Scenario.begin(servers, ScalingIT::isNoConsumer)) {
            var arrivals = new ArrivalLog(postgres, schema(story), ROW_MILLIS);
            try (ServiceKubelet kubelet = kubelet(story, postgres)) {
                story.operator();
                story.create(
                        "orders",
                        """
                        topics: [{name: %s, partitions: 8}]
                        consumer:
                          latencyObjectiveSeconds: 4
                          maxReplicas: 3
                          scaling: {mode: Recommend}
                        """
                                .formatted(story.namespace()));
                story.awaitReady("orders");
                scales(story, kubelet, arrivals);
            }
        }
    }

    private static void scales(Scenario story, ServiceKubelet kubelet, ArrivalLog arrivals)
            throws Exception {
        IngestService ingest = ingest(story);
        var load =
                new KeyedLoad(
                        List.of(URI.create("http://127.0.0.1:" + ingest.port())),
                        12,
                        Duration.ofMillis(25));
        try (load) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(story.condition("orders", "ScalingActive").message())
                                    .contains("Auto would have 2."));
            assertThat(story.condition("orders", "ScalingActive").status()).isEqualTo(Truth.False);
            assertThat(consumers(story)).isEqualTo(1);

            story.change("orders", "spec: {consumer: {scaling: {mode: Auto}}}");
            await().atMost(SOON).until(() -> consumers(story) == 3);
            await().atMost(SOON).until(() -> kubelet.addresses().size() == 3);
            explains(story);

            Map<String, Integer> sent = load.finish();
            await().atMost(SOON).until(() -> arrivals.arrived() == load.accepted());
            arrivals.assertComplete(sent);
        } finally {
            ingest.stop();
        }
    }

    private static void explains(Scenario story) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(story.pipeline("orders").getStatus().lastScale())
                                .isNotNull()
                                .satisfies(scale -> {
                                    assertThat(scale.to()).isEqualTo(3);
                                    assertThat(scale.reason()).isIn("More", "CapacityUnknown");
                                    assertThat(scale.inputs()).contains("records/s come in");
                                }));
        PipelineCondition active = story.condition("orders", "ScalingActive");
        assertThat(active.status()).isEqualTo(Truth.True);
        assertThat(active.reason()).isEqualTo("Auto");
        assertThat(active.message()).contains("older than 4 s");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        story.client()
                                                .v1()
                                                .events()
                                                .inNamespace(story.namespace())
                                                .list()
                                                .getItems())
                                .filteredOn(event -> event.getReason().equals("ScaledUp"))
                                .extracting(Event::getMessage)
                                .anyMatch(message ->
                                        message.matches("Consumers from [12] to 3, since .*")));
        assertThat(
                        story.client()
                                .configMaps()
                                .inNamespace(story.namespace())
                                .withName("orders-scaler")
                                .get()
                                .getBinaryData())
                .containsKey("state");
    }

    private static boolean isNoConsumer(Pod pod) {
        return !pod.getMetadata().getLabels().entrySet().containsAll(CONSUMERS.entrySet());
    }

    private static String schema(Scenario story) {
        return PipelineNames.of(new PipelineMetadata("orders", story.namespace())).schema();
    }

    private static int consumers(Scenario story) {
        return story.deployment("orders-consumer").getSpec().getReplicas();
    }

    private static ServiceKubelet kubelet(Scenario story, EmbeddedPostgres postgres) {
        return new ServiceKubelet(
                story.client(),
                story.namespace(),
                new ServiceKubelet.Service(
                        CONSUMERS,
                        "orders-consumer",
                        address ->
                                Map.of(
                                        "consumer.server.host", address,
                                        "consumer.server.management-port",
                                                "" + ConsumerPods.MANAGEMENT_PORT,
                                        "consumer.database.url", postgres.jdbcUrl(),
                                        "consumer.database.username", postgres.username(),
                                        "consumer.database.password", postgres.password()),
                        config -> ConsumerService.start(config)::stop));
    }

    /** One that is none of the pipeline's pods, for these are not run. */
    private static IngestService ingest(Scenario story) {
        return IngestService.start(
                Config.just(
                        ConfigSources.create(
                                Map.of(
                                        "ingest.pipeline.name", "orders",
                                        "ingest.pipeline.namespace", story.namespace(),
                                        "ingest.server.host", "127.0.0.1",
                                        "ingest.server.port", "0",
                                        "ingest.server.management-port", "0",
                                        "ingest.kafka.bootstrap-servers", story.kafkaServers(),
                                        "ingest.topics.0.name", story.namespace()))));
    }
}
