// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Invalid;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.workload.ChildOutcome.Result;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of services, for each way in which a cluster can have them. */
class WorkloadReviewTest {

    private static final String SINCE = "2026-01-01T00:00:00Z";

    private final WorkloadScope scope = DesiredCase.of("minimal").scope();
    private final PipelineResource pipeline = scope.pipeline();
    private final List<HasMetadata> live = new ArrayList<>(PipelineWorkloads.desired(scope));
    private final List<ChildOutcome> outcomes =
            new ArrayList<>(
                    live.stream()
                            .map(child ->
                                    new ChildOutcome(
                                            child.getKind(),
                                            child.getMetadata().getName(),
                                            Result.UNCHANGED))
                            .toList());

    @Test
    void saysWhatTheSchemaWaitsForBeforeItSpeaksOfPods() {
        assertThat(said())
                .containsExactly(
                        "IngestAvailable False PodsStarting",
                        "ConsumerAvailable False MigrationRunning");
        migration("Complete");
        assertThat(said())
                .containsExactly(
                        "IngestAvailable False PodsStarting",
                        "ConsumerAvailable False PodsStarting");
    }

    @Test
    void onePodThatIsReadyIsEnough() {
        pods("orders-ingest", 2, 1);
        pods("orders-consumer", 1, 1);

        WorkloadReview review = WorkloadReview.of(pipeline, outcomes, live);

        assertThat(said())
                .containsExactly(
                        "IngestAvailable True Available", "ConsumerAvailable True Available");
        assertThat(review.ingest()).isEqualTo(2);
        assertThat(review.consumers()).isEqualTo(1);
        assertThat(review.consumerSelector())
                .isEqualTo("app.kubernetes.io/component=consumer,headgate.dev/pipeline=orders");
        assertThat(review.troubled()).isFalse();
    }

    @Test
    void rolloutThatDoesNotGetThroughLeavesAServiceAvailableAndSaysSo() {
        pods("orders-ingest", 3, 2, "Progressing", "False");
        pods("orders-consumer", 1, 0, "Progressing", "False");

        assertThat(said())
                .containsExactly(
                        "IngestAvailable True Available",
                        "Degraded True RolloutStuck",
                        "ConsumerAvailable False RolloutStuck");
        assertThat(message("ConsumerAvailable"))
                .contains("kubectl --namespace shop logs deployment/orders-consumer", "password");
    }

    @Test
    void whatIngestPodsCannotStartWithoutIsNamedButNotRead() {
        WorkloadScope given = DesiredCase.of("callers-tls").scope();
        String expected =
                "ConfigMap orders-schemas (order.json), ConfigMap page-schemas (page.json), Secret"
                        + " clients-authorities (ca.crt), Secret orders-callers (callers.yaml), Secret"
                        + " orders-tls (tls.crt and tls.key), Secret orders-webhooks (github and pay)"
                        + " in the namespace.";

        assertThat(
                        WorkloadReview.of(
                                        given.pipeline(),
                                        List.of(),
                                        PipelineWorkloads.desired(given))
                                .judgements())
                .filteredOn(each -> each.message().contains("Secret orders-callers"))
                .singleElement()
                .satisfies(each -> assertThat(each.message()).endsWith(expected));
        assertThat(message("IngestAvailable")).doesNotContain("start only with");
    }

    @Test
    void podsThatAQuotaRefusesAreNamed() {
        pods("orders-ingest", 0, 0, "ReplicaFailure", "True");

        assertThat(said()).contains("IngestAvailable False PodsRefused");
        assertThat(message("IngestAvailable"))
                .contains("describe replicasets --selector headgate.dev/pipeline=orders");
    }

    @Test
    void schemaThatCannotBeMadeIsNamedWithTheWayToItsLog() {
        pods("orders-ingest", 2, 2);
        migration("Failed");

        assertThat(said()).contains("ConsumerAvailable False MigrationFailed");
        assertThat(message("ConsumerAvailable"))
                .contains("kubectl --namespace shop logs job/orders-migration-");
        assertThat(WorkloadReview.of(pipeline, outcomes, live).troubled()).isTrue();
    }

    @Test
    void failedTryIsToldBeforeTheJobGivesUp() {
        live.replaceAll(child ->
                child instanceof Job job
                        ? new JobBuilder(job).withNewStatus().withFailed(1).endStatus().build()
                        : child);

        assertThat(said()).contains("ConsumerAvailable False MigrationFailing");
        assertThat(message("ConsumerAvailable")).contains("password");
    }

    @Test
    void consumersOfTheSchemaBeforeGoOnWhileTheNewOneFails() {
        pods("orders-consumer", 1, 1);
        migration("Failed");

        assertThat(said())
                .contains("ConsumerAvailable True Available", "Degraded True MigrationFailed");
    }

    @Test
    void nameThatSomebodyElseHasIsNamed() {
        outcome("Service", "orders-ingest", Result.FOREIGN);
        pods("orders-ingest", 2, 2);

        assertThat(said()).contains("IngestAvailable False NameTaken");
        assertThat(message("IngestAvailable")).contains("Service orders-ingest");
    }

    @Test
    void refusalOfTheApiServerIsPassedOn() {
        outcomes.removeIf(each -> each.kind().equals("Job"));
        outcomes.add(
                new ChildOutcome(
                        "Job", "orders-migration-1", Result.REFUSED, "exceeded quota: small"));

        assertThat(said()).contains("ConsumerAvailable False ObjectRefused");
        assertThat(message("ConsumerAvailable"))
                .contains("Job orders-migration-1 (it says: exceeded quota: small)");
    }

    @Test
    void versionThatWaitsIsAnnounced() {
        pods("orders-ingest", 2, 2);
        pods("orders-consumer", 1, 1);
        outcome("Deployment", "orders-ingest", Result.HELD);

        assertThat(said())
                .containsExactly(
                        "IngestAvailable True Available",
                        "ConsumerAvailable True Available",
                        "UpdatePending True UpdateHeld");
        assertThat(message("UpdatePending")).contains("Deployment orders-ingest");
    }

    @Test
    void withoutTopicsNothingIsExpected() {
        assertThat(WorkloadReview.of(pipeline, List.of(), List.of()).judgements())
                .extracting(WorkloadReviewTest::text)
                .containsExactly(
                        "IngestAvailable False WaitingForTopics",
                        "ConsumerAvailable False WaitingForTopics");
    }

    @Test
    void pausedConsumersAreMissedByNobody() {
        WorkloadScope paused = DesiredCase.of("paused").scope();

        assertThat(
                        WorkloadReview.of(
                                        paused.pipeline(),
                                        List.of(),
                                        PipelineWorkloads.desired(paused))
                                .judgements())
                .extracting(WorkloadReviewTest::text)
                .contains("ConsumerAvailable False ConsumersPaused");
    }

    @Test
    void consumersThatAnIdlePipelineNeedsNotAreMissedByNobody() {
        consumer("{minReplicas: 0}");
        pods("orders-ingest", 2, 2);
        wanted(0);

        assertThat(said())
                .containsExactly("IngestAvailable True Available", "ConsumerAvailable True Idle");
        assertThat(message("ConsumerAvailable")).contains("the next event wakes one");
    }

    @Test
    void consumerThatWasWokenIsAwaited() {
        consumer("{minReplicas: 0}");
        wanted(1);
        migration("Complete");

        assertThat(said()).contains("ConsumerAvailable False PodsStarting");
    }

    @Test
    void consumersThatTheSpecDoesNotWantAreNotIdle() {
        consumer("{minReplicas: 0, replicas: 0, scaling: {mode: Manual}}");
        wanted(0);
        assertThat(said()).contains("ConsumerAvailable False NoConsumers");

        consumer("{minReplicas: 0, replicas: 0, scaling: {mode: Recommend}}");
        assertThat(said()).contains("ConsumerAvailable False NoConsumers");
    }

    @Test
    void nameThatSomebodyElseHasIsNamedEvenIfNothingComesIn() {
        consumer("{minReplicas: 0}");
        wanted(0);
        outcome("Deployment", "orders-consumer", Result.FOREIGN);

        assertThat(said()).contains("ConsumerAvailable False NameTaken");
    }

    @Test
    void childrenOfAnEarlierPipelineOfThatNameDoNotCount() {
        pods("orders-ingest", 2, 2);
        pipeline.getMetadata().setUid("another");

        assertThat(said()).contains("IngestAvailable False WaitingForTopics");
    }

    private List<String> said() {
        return WorkloadReview.of(pipeline, outcomes, live).judgements().stream()
                .map(WorkloadReviewTest::text)
                .toList();
    }

    private static String text(Judgement judgement) {
        return "%s %s %s".formatted(judgement.type(), judgement.truth(), judgement.reason());
    }

    private String message(String type) {
        return WorkloadReview.of(pipeline, outcomes, live).judgements().stream()
                .filter(each -> each.type().name().equals(type))
                .findFirst()
                .orElseThrow()
                .message();
    }

    private void outcome(String kind, String name, Result result) {
        outcomes.replaceAll(each ->
                each.kind().equals(kind) && each.name().equals(name)
                        ? new ChildOutcome(kind, name, result)
                        : each);
    }

    private void consumer(String fields) {
        String text =
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata: {name: orders}
                spec:
                  topics: [{name: orders}]
                  consumer: %s
                """
                        .formatted(fields);
        switch (PipelineFile.parse("orders.yaml", text)) {
            case Valid(IngestionPipeline file) -> pipeline.setSpec(file.spec());
            case Invalid(var violations) -> throw new IllegalArgumentException("" + violations);
        }
    }

    private void wanted(int consumers) {
        live.replaceAll(child ->
                child instanceof Deployment there && is(child, "orders-consumer")
                        ? new DeploymentBuilder(there)
                                .editSpec()
                                .withReplicas(consumers)
                                .endSpec()
                                .build()
                        : child);
    }

    private void pods(String deployment, int running, int available, String... condition) {
        live.replaceAll(child ->
                child instanceof Deployment there && is(child, deployment)
                        ? with(there, running, available, condition)
                        : child);
    }

    private static Deployment with(
            Deployment deployment, int running, int available, String... condition) {
        var changed =
                new DeploymentBuilder(deployment)
                        .withNewStatus()
                        .withReplicas(running)
                        .withAvailableReplicas(available);
        if (condition.length > 0) {
            changed.addNewCondition()
                    .withType(condition[0])
                    .withStatus(condition[1])
                    .endCondition();
        }
        return changed.endStatus().build();
    }

    private void migration(String condition) {
        live.replaceAll(child ->
                child instanceof Job job
                        ? new JobBuilder(job)
                                .withNewStatus()
                                .addNewCondition()
                                .withType(condition)
                                .withStatus("True")
                                .withLastTransitionTime(SINCE)
                                .endCondition()
                                .endStatus()
                                .build()
                        : child);
    }

    private static boolean is(HasMetadata child, String name) {
        return child.getMetadata().getName().equals(name);
    }
}
