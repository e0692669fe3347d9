// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import dev.headgate.operator.cluster.UserRequests;
import dev.headgate.operator.cluster.WriteLog;
import dev.headgate.operator.resource.PipelineCondition;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.setting.SettingsFixture;
import dev.headgate.operator.workload.WorkloadApplier;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the reconciler writes, at a real API server. */
@ExtendWith(SharedCluster.class)
class PipelineReconcilerIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Map<String, String> LOGIN =
            Map.of(
                    "url", "jdbc:postgresql://db:5432/headgate",
                    "username", "headgate",
                    "password", "not a real one");

    @Test
    void namesTheMissingSecretUntilItIsThere(KubeApiServer server) {
        withOperator(
                server,
                (pipeline, _) -> {
                    await().atMost(SOON)
                            .untilAsserted(() ->
                                    assertThat(condition(pipeline, "Ready"))
                                            .extracting(
                                                    PipelineCondition::reason,
                                                    PipelineCondition::observedGeneration)
                                            .containsExactly("DatabaseSecretMissing", 1L));
                    assertThat(condition(pipeline, "ConsumerAvailable").message())
                            .contains("create secret generic headgate-database");

                    secret(server.client(), pipeline.get().getMetadata().getNamespace());

                    await().atMost(SOON)
                            .untilAsserted(() ->
                                    assertThat(condition(pipeline, "Ready").reason())
                                            .isEqualTo("KafkaUnreachable"));
                });
    }

    @Test
    void writesOnceAndThenNothingWhileNothingChanges(KubeApiServer server) {
        withOperator(
                server,
                (pipeline, log) -> {
                    await().atMost(SOON)
                            .untilAsserted(() ->
                                    assertThat(condition(pipeline, "Ready").reason())
                                            .isEqualTo("DatabaseSecretMissing"));
                    // It looks for the Secret every ten seconds, and finds each time the same.
                    await().during(QUIET)
                            .atMost(QUIET.plus(SOON))
                            .untilAsserted(() ->
                                    assertThat(log.writes())
                                            .singleElement(as(STRING))
                                            .matches("PATCH .*/ingestionpipelines/orders/status"));
                });
    }

    @Test
    void ownsTheStatusAndNothingElse(KubeApiServer server) {
        withOperator(
                server,
                (pipeline, _) -> {
                    await().atMost(SOON).until(() -> pipeline.get().getStatus() != null);
                    List<ManagedFieldsEntry> ours =
                            pipeline.get().getMetadata().getManagedFields().stream()
                                    .filter(entry ->
                                            entry.getManager()
                                                    .equals(WorkloadApplier.FIELD_MANAGER))
                                    .toList();
                    assertThat(ours)
                            .singleElement()
                            .satisfies(entry -> {
                                assertThat(entry.getSubresource()).isEqualTo("status");
                                assertThat(entry.getOperation()).isEqualTo("Apply");
                                assertThat(entry.getFieldsV1().getAdditionalProperties())
                                        .containsOnlyKeys("f:status");
                            });
                });
    }

    private static void withOperator(
            KubeApiServer server, BiConsumer<Resource<PipelineResource>, WriteLog> check) {
        String namespace = server.namespace("reconcile");
        OperatorSettings settings = SettingsFixture.settings(Set.of(namespace), "kafka:9092");
        var log = new WriteLog();
        try (KubernetesClient client = server.client(log);
                OperatorRuntime _ =
                        OperatorRuntime.start(client, settings, InstantSource.system())) {
            check.accept(created(server.client(), namespace), log);
        }
    }

    private static Resource<PipelineResource> created(KubernetesClient client, String namespace) {
        UserRequests.createPipeline(
                client, namespace, "orders", Map.of("topics", List.of(Map.of("name", "orders"))));
        return client.resources(PipelineResource.class).inNamespace(namespace).withName("orders");
    }

    private static void secret(KubernetesClient client, String namespace) {
        UserRequests.createSecret(client, namespace, SettingsFixture.DATABASE_SECRET, LOGIN);
    }

    private static PipelineCondition condition(Resource<PipelineResource> pipeline, String type) {
        assertThat(pipeline.get().getStatus()).isNotNull();
        return pipeline.get().getStatus().conditions().stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
