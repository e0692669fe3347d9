// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.proxy.Traffic;
import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.resource.PipelineStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a pipeline tells about itself from its creation until its namespace goes. */
@ExtendWith(ScenarioCluster.class)
class PipelineLifeIT {

    private static final String PAUSE =
            "metadata: {annotations: {headgate.dev/pause-reconciliation: %s}}";
    private static final Duration QUIET = Duration.ofSeconds(8);

    @Test
    void whatWasDoneIsToldOnceAndAHealthyPipelineIsLeftInPeace(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator operator = story.operator();
            story.createMinimal();
            story.awaitReady("orders");
            assertThat(events(story))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getReason()).isEqualTo("TopicsCreated");
                        assertThat(event.getMessage())
                                .contains(story.namespace(), "dlq." + story.namespace());
                        assertThat(event.getCount()).isEqualTo(1);
                    });
            await().atMost(Scenario.SOON)
                    .untilAsserted(() -> {
                        PipelineStatus status = story.pipeline("orders").getStatus();
                        assertThat(status.ingestReplicas()).isEqualTo(2);
                        assertThat(status.selector())
                                .isEqualTo(
                                        "app.kubernetes.io/component=consumer,headgate.dev/pipeline=orders");
                    });

            int before = operator.proxy().traffic().writes().size();
            await().during(QUIET)
                    .atMost(QUIET.plus(Scenario.SOON))
                    .untilAsserted(
                            () -> assertThat(operator.proxy().traffic().writes()).hasSize(before));
        }
    }

    @Test
    void pausedByAnnotationItIsLeftAsItIs(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator operator = story.operator();
            story.createMinimal();
            story.awaitReady("orders");

            story.change("orders", PAUSE.formatted("\"true\""));
            await().atMost(Scenario.SOON)
                    .until(() -> types(story).contains("ReconciliationPaused"));
            int before = operator.proxy().traffic().writes().size();
            story.client()
                    .services()
                    .inNamespace(story.namespace())
                    .withName("orders-ingest")
                    .delete();
            story.change("orders", "spec: {ingest: {maxBatchEvents: 77}}");
            await().during(QUIET)
                    .atMost(QUIET.plus(Scenario.SOON))
                    .until(() -> service(story) == null);

            assertThat(operator.proxy().traffic().writes().subList(before, writes(operator)))
                    .extracting(each -> each.request().kind())
                    .allMatch(kind -> kind.startsWith("ingestionpipelines"))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(story.condition("orders", "Ready").observedGeneration()).isEqualTo(1);

            story.change("orders", PAUSE.formatted("null"));
            story.awaitReady("orders");
            assertThat(service(story)).isNotNull();
            assertThat(types(story)).doesNotContain("ReconciliationPaused");
        }
    }

    @Test
    void nameThatIsTakenIsToldUntilItIsFree(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.client()
                    .resource(
                            new ServiceBuilder()
                                    .withNewMetadata()
                                    .withName("orders-ingest")
                                    .withNamespace(story.namespace())
                                    .endMetadata()
                                    .withNewSpec()
                                    .addNewPort()
                                    .withPort(80)
                                    .endPort()
                                    .endSpec()
                                    .build())
                    .create();
            story.operator();
            story.createMinimal();
            story.awaitReason("orders", "Ready", "NameTaken");

            story.client()
                    .services()
                    .inNamespace(story.namespace())
                    .withName("orders-ingest")
                    .delete();

            story.awaitReady("orders");
        }
    }

    @Test
    void changeOfTheNumberOfConsumersIsExplained(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.createMinimal();
            story.awaitReady("orders");
            assertThat(story.pipeline("orders").getStatus().lastScale()).isNull();

            story.change("orders", "spec: {consumer: {replicas: 2, scaling: {mode: Manual}}}");

            await().atMost(Scenario.SOON)
                    .untilAsserted(() ->
                            assertThat(story.pipeline("orders").getStatus().lastScale())
                                    .isEqualTo(
                                            new LastScale(
                                                    1,
                                                    2,
                                                    "ReplicasInSpec",
                                                    2,
                                                    "paused false, mode Manual, replicas 2")));
            await().atMost(Scenario.SOON)
                    .untilAsserted(() ->
                            assertThat(story.pipeline("orders").getStatus().replicas())
                                    .isEqualTo(2));
        }
    }

    @Test
    void namespaceThatIsDeletedTakesPipelineAndTopicsWithIt(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operatorFromOutside(InstantSource.system());
            story.create(
                    "orders",
                    Map.of("headgate.dev/delete-topics", story.namespace()),
                    "topics: [{name: %s, partitions: 2, deletionPolicy: Delete}]"
                            .formatted(story.namespace()));
            story.awaitReady("orders");

            story.client().namespaces().withName(story.namespace()).delete();

            awaitNamespaceGone(story);
            await().atMost(Scenario.SOON)
                    .untilAsserted(() ->
                            assertThat(story.kafka().partitions(story.namespace())).isEmpty());
        }
    }

    @Test
    void namespaceGoesThoughTheSecretOfItsKafkaWentFirst(ScenarioServers servers) {
        var clock = new ShiftedClock();
        try (Scenario story = Scenario.begin(servers)) {
            story.operatorFromOutside(clock);
            story.create(
                    "orders",
                    Map.of("headgate.dev/delete-topics", story.namespace()),
                    """
                    topics: [{name: %s, partitions: 2, deletionPolicy: Delete}]
                    kafka:
                      bootstrapServers: %s
                      authentication: {scram: {secretRef: {name: gone}}}
                    """
                            .formatted(story.namespace(), servers.kafka().bootstrapServers()));
            await().atMost(Scenario.SOON)
                    .until(() -> !story.pipeline("orders").getMetadata().getFinalizers().isEmpty());

            story.client().namespaces().withName(story.namespace()).delete();
            await().atMost(Scenario.SOON).until(() -> types(story).contains("Deleting"));
            assertThat(story.condition("orders", "Deleting").message()).contains("left behind");
            clock.forward(Duration.ofMinutes(11));

            awaitNamespaceGone(story);
        }
    }

    private static void awaitNamespaceGone(Scenario story) {
        await().atMost(Scenario.SOON.multipliedBy(2))
                .until(() -> story.client().namespaces().withName(story.namespace()).get() == null);
    }

    private static int writes(RunningOperator operator) {
        List<Traffic.Exchange> writes = operator.proxy().traffic().writes();
        return writes.size();
    }

    private static @Nullable Object service(Scenario story) {
        return story.client()
                .services()
                .inNamespace(story.namespace())
                .withName("orders-ingest")
                .get();
    }

    private static List<String> types(Scenario story) {
        PipelineStatus status = story.pipeline("orders").getStatus();
        return status == null
                ? List.of()
                : status.conditions().stream().map(each -> each.type()).toList();
    }

    private static List<Event> events(Scenario story) {
        return story
                .client()
                .v1()
                .events()
                .inNamespace(story.namespace())
                .list()
                .getItems()
                .stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("IngestionPipeline"))
                .toList();
    }
}
