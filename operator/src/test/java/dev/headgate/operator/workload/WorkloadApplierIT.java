// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static dev.headgate.operator.workload.LiveWorkloads.applier;
import static dev.headgate.operator.workload.LiveWorkloads.failed;
import static dev.headgate.operator.workload.LiveWorkloads.in;
import static dev.headgate.operator.workload.LiveWorkloads.job;
import static dev.headgate.operator.workload.LiveWorkloads.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.pipeline.IngestAutoscaling;
import dev.headgate.contract.pipeline.IngestSpec;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import dev.headgate.operator.cluster.WriteLog;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.workload.ChildOutcome.Result;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written to a real API server, and what is not. */
@ExtendWith(SharedCluster.class)
class WorkloadApplierIT {

    private static final String INGEST = "orders-ingest";
    private static final String CONSUMER = "orders-consumer";

    @Test
    void secondApplyWritesNothing(KubeApiServer server) {
        for (DesiredCase each : DesiredCase.all().toList()) {
            PipelineResource pipeline = in(server, each);
            var log = new WriteLog();
            try (KubernetesClient client = server.client(log)) {
                WorkloadScope scope = scope(pipeline, "1.0.0");
                assertThat(applier(client).apply(scope))
                        .as("%s", each)
                        .extracting(ChildOutcome::result)
                        .containsOnly(Result.APPLIED);
                int writes = log.writes().size();

                List<ChildOutcome> again = applier(client).apply(scope);

                assertThat(again)
                        .as("%s", each)
                        .extracting(ChildOutcome::result)
                        .containsOnly(Result.UNCHANGED);
                assertThat(log.writes()).as("%s", each).hasSize(writes);
            }
        }
    }

    @Test
    void mendsWhatSomebodyChanged(KubeApiServer server) {
        PipelineResource pipeline = in(server, DesiredCase.of("minimal"));
        applier(server.client()).apply(scope(pipeline, "1.0.0"));
        deployments(server, pipeline, CONSUMER)
                .edit(live -> {
                    live.getSpec().getTemplate().getSpec().setTerminationGracePeriodSeconds(1L);
                    return live;
                });

        List<ChildOutcome> outcomes = applier(server.client()).apply(scope(pipeline, "1.0.0"));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.result() == Result.APPLIED)
                .singleElement()
                .extracting(ChildOutcome::name)
                .isEqualTo(CONSUMER);
        assertThat(grace(server, pipeline)).isEqualTo(35L);
    }

    @Test
    void numberOfConsumersSurvivesANewVersion(KubeApiServer server) {
        PipelineResource pipeline = in(server, DesiredCase.of("minimal"));
        applier(server.client()).apply(scope(pipeline, "1.0.0"));
        new ReplicaScaler(server.client())
                .write(pipeline.getMetadata().getNamespace(), CONSUMER, 5);

        applier(server.client()).apply(scope(pipeline, "2.0.0"));

        Deployment consumer = deployments(server, pipeline, CONSUMER).get();
        assertThat(consumer.getSpec().getReplicas()).isEqualTo(5);
        assertThat(ReplicaScaler.owned(consumer, ReplicaScaler.FIELD_MANAGER)).isTrue();
        assertThat(ReplicaScaler.owned(consumer, WorkloadApplier.FIELD_MANAGER)).isFalse();
    }

    @Test
    void pausedConsumersAreNone(KubeApiServer server) {
        PipelineResource pipeline = in(server, DesiredCase.of("paused"));

        applier(server.client()).apply(scope(pipeline, "1.0.0"));

        assertThat(replicas(server, pipeline, CONSUMER)).isZero();
        assertThat(replicas(server, pipeline, INGEST)).isEqualTo(2);
    }

    @Test
    void replicasOfIngestAreHandedOverBothWays(KubeApiServer server) {
        PipelineResource pipeline = in(server, DesiredCase.of("minimal"));
        autoscaling(pipeline, 4, null);
        applier(server.client()).apply(scope(pipeline, "1.0.0"));

        autoscaling(pipeline, 4, new IngestAutoscaling(2, 9, 70));
        applier(server.client()).apply(scope(pipeline, "1.0.0"));
        Deployment autoscaled = deployments(server, pipeline, INGEST).get();
        // As an autoscaler writes: through the subresource, without apply.
        deployments(server, pipeline, INGEST).scale(7);
        applier(server.client()).apply(scope(pipeline, "2.0.0"));
        int followed = replicas(server, pipeline, INGEST);
        autoscaling(pipeline, 3, null);
        applier(server.client()).apply(scope(pipeline, "2.0.0"));

        assertThat(autoscaled.getSpec().getReplicas()).isEqualTo(4);
        assertThat(ReplicaScaler.owned(autoscaled, WorkloadApplier.FIELD_MANAGER)).isFalse();
        assertThat(followed).isEqualTo(7);
        assertThat(replicas(server, pipeline, INGEST)).isEqualTo(3);
        assertThat(
                        server.client()
                                .autoscaling()
                                .v2()
                                .horizontalPodAutoscalers()
                                .inNamespace(pipeline.getMetadata().getNamespace())
                                .list()
                                .getItems())
                .isEmpty();
    }

    @Test
    void newVersionWaitsForAPipelineThatWantsToBeAsked(KubeApiServer server) {
        PipelineResource pipeline = in(server, DesiredCase.of("paused"));
        applier(server.client()).apply(scope(pipeline, "1.0.0"));

        List<ChildOutcome> held = applier(server.client()).apply(scope(pipeline, "2.0.0"));
        String before = image(server, pipeline);
        pipeline.getMetadata().setGeneration(2L);
        applier(server.client()).apply(scope(pipeline, "2.0.0"));

        assertThat(held)
                .filteredOn(outcome -> outcome.result() != Result.UNCHANGED)
                .allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(Result.HELD))
                .extracting(ChildOutcome::kind)
                .containsExactly("Job", "Deployment", "Deployment");
        assertThat(before).endsWith(":1.0.0");
        assertThat(image(server, pipeline)).endsWith(":2.0.0");
        assertThat(
                        server.client()
                                .resources(Job.class)
                                .inNamespace(pipeline.getMetadata().getNamespace())
                                .list()
                                .getItems())
                .hasSize(1);
    }

    @Test
    void objectOfSomebodyElseIsLeftAlone(KubeApiServer server) {
        PipelineResource pipeline = in(server, DesiredCase.of("minimal"));
        String namespace = pipeline.getMetadata().getNamespace();
        server.client()
                .resource(
                        new ServiceAccountBuilder()
                                .withNewMetadata()
                                .withName(INGEST)
                                .withNamespace(namespace)
                                .endMetadata()
                                .build())
                .create();

        List<ChildOutcome> outcomes = applier(server.client()).apply(scope(pipeline, "1.0.0"));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.result() == Result.FOREIGN)
                .containsExactly(new ChildOutcome("ServiceAccount", INGEST, Result.FOREIGN));
        ServiceAccount theirs =
                server.client().serviceAccounts().inNamespace(namespace).withName(INGEST).get();
        assertThat(theirs.getMetadata().getLabels()).isNullOrEmpty();
    }

    @Test
    void jobThatFailedStaysForItsLogAndIsThenMadeAnew(KubeApiServer server) {
        PipelineResource pipeline = in(server, DesiredCase.of("minimal"));
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        var applier =
                new WorkloadApplier(server.client(), LiveChildren.asked(server.client()), now::get);
        applier.apply(scope(pipeline, "1.0.0"));
        Job first = job(server, pipeline);
        failed(server, first, now.get());

        now.set(now.get().plus(WorkloadApplier.FAILED_JOB_STAYS));
        assertThat(applier.apply(scope(pipeline, "1.0.0")))
                .extracting(ChildOutcome::result)
                .containsOnly(Result.UNCHANGED);
        now.set(now.get().plusSeconds(1));
        assertThat(applier.apply(scope(pipeline, "1.0.0")))
                .filteredOn(outcome -> outcome.result() == Result.DELETED)
                .extracting(ChildOutcome::kind)
                .containsExactly("Job");
        applier.apply(scope(pipeline, "1.0.0"));

        assertThat(job(server, pipeline).getMetadata().getUid())
                .isNotEqualTo(first.getMetadata().getUid());
    }

    @Test
    void objectThatAQuotaRefusesKeepsNoOtherBack(KubeApiServer server) {
        PipelineResource pipeline = in(server, DesiredCase.of("minimal"));
        server.client()
                .resource(
                        new ResourceQuotaBuilder()
                                .withNewMetadata()
                                .withName("no-jobs")
                                .withNamespace(pipeline.getMetadata().getNamespace())
                                .endMetadata()
                                .withNewSpec()
                                .addToHard("count/jobs.batch", new Quantity("0"))
                                .endSpec()
                                .withNewStatus()
                                .endStatus()
                                .build())
                .create();
        server.client()
                .resourceQuotas()
                .inNamespace(pipeline.getMetadata().getNamespace())
                .withName("no-jobs")
                .editStatus(quota ->
                        new ResourceQuotaBuilder(quota)
                                .withNewStatus()
                                .addToHard("count/jobs.batch", new Quantity("0"))
                                .addToUsed("count/jobs.batch", new Quantity("0"))
                                .endStatus()
                                .build());

        List<ChildOutcome> outcomes =
                await().atMost(Duration.ofSeconds(30))
                        .until(
                                () -> refused(server, pipeline),
                                found -> found.stream().anyMatch(WorkloadApplierIT::isRefused));

        assertThat(outcomes)
                .filteredOn(WorkloadApplierIT::isRefused)
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.kind()).isEqualTo("Job");
                    assertThat(outcome.answer()).contains("exceeded quota: no-jobs");
                });
        assertThat(replicas(server, pipeline, INGEST)).isEqualTo(2);
    }

    /** The quota takes a moment to be known; a Job that was quicker is taken away again. */
    private static List<ChildOutcome> refused(KubeApiServer server, PipelineResource pipeline) {
        server.client()
                .resources(Job.class)
                .inNamespace(pipeline.getMetadata().getNamespace())
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
        return applier(server.client()).apply(scope(pipeline, "1.0.0"));
    }

    private static boolean isRefused(ChildOutcome outcome) {
        return outcome.result() == Result.REFUSED;
    }

    @Test
    void restrictedNamespaceAdmitsThePods(KubeApiServer server) {
        for (DesiredCase each : DesiredCase.all().toList()) {
            PipelineResource pipeline = in(server, each);
            WorkloadScope scope = scope(pipeline, "1.0.0");
            applier(server.client()).apply(scope);

            for (HasMetadata child : PipelineWorkloads.desired(scope)) {
                switch (child) {
                    case Deployment deployment ->
                            admitted(server, child, deployment.getSpec().getTemplate());
                    case Job job -> admitted(server, child, job.getSpec().getTemplate());
                    default -> assertThat(child.getKind()).isNotEqualTo("Pod");
                }
            }
        }
    }

    private static void admitted(
            KubeApiServer server, HasMetadata child, PodTemplateSpec template) {
        var pod =
                new PodBuilder()
                        .withMetadata(template.getMetadata())
                        .editMetadata()
                        .withName(child.getMetadata().getName())
                        .withNamespace(child.getMetadata().getNamespace())
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build();
        assertThat(server.client().resource(pod).create().getMetadata().getUid()).isNotEmpty();
    }

    private static void autoscaling(
            PipelineResource pipeline, int replicas, @Nullable IngestAutoscaling autoscaling) {
        PipelineSpec spec = pipeline.getSpec();
        IngestSpec ingest = spec.ingest();
        pipeline.setSpec(
                new PipelineSpec(
                        spec.topics(),
                        new IngestSpec(
                                replicas,
                                autoscaling,
                                ingest.maxEventBytes(),
                                ingest.maxBatchEvents(),
                                ingest.maxBodyBytes(),
                                ingest.answerDeadlineMillis(),
                                ingest.keepRefused(),
                                ingest.connections(),
                                ingest.callers(),
                                ingest.tls(),
                                ingest.webhooks(),
                                ingest.schemas(),
                                ingest.pod()),
                        spec.consumer(),
                        spec.kafka(),
                        spec.database(),
                        spec.paused(),
                        spec.updateStrategy()));
    }

    private static RollableScalableResource<Deployment> deployments(
            KubeApiServer server, PipelineResource pipeline, String name) {
        return server.client()
                .apps()
                .deployments()
                .inNamespace(pipeline.getMetadata().getNamespace())
                .withName(name);
    }

    private static int replicas(KubeApiServer server, PipelineResource pipeline, String name) {
        return deployments(server, pipeline, name).get().getSpec().getReplicas();
    }

    private static Long grace(KubeApiServer server, PipelineResource pipeline) {
        return deployments(server, pipeline, CONSUMER)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getTerminationGracePeriodSeconds();
    }

    private static String image(KubeApiServer server, PipelineResource pipeline) {
        return deployments(server, pipeline, INGEST)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }
}
