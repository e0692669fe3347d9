// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.setting.SettingsFixture;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pipeline's workloads at a real API server, and the hands to make and change them. */
final class LiveWorkloads {

    private LiveWorkloads() {}

    /** The pipeline in a namespace of its own, where pods must be restricted. */
    static PipelineResource in(KubeApiServer server, DesiredCase each) {
        String namespace = server.namespace("workload");
        server.client()
                .namespaces()
                .withName(namespace)
                .edit(live ->
                        new NamespaceBuilder(live)
                                .editMetadata()
                                .addToLabels(
                                        Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                                .endMetadata()
                                .build());
        PipelineResource pipeline = each.pipeline();
        pipeline.getMetadata().setNamespace(namespace);
        return pipeline;
    }

    static WorkloadScope scope(PipelineResource pipeline, String version) {
        return DesiredCase.scope(pipeline, SettingsFixture.workloads(version));
    }

    static WorkloadApplier applier(KubernetesClient client) {
        return new WorkloadApplier(client, LiveChildren.asked(client));
    }

    static Job job(KubeApiServer server, PipelineResource pipeline) {
        return server.client()
                .resources(Job.class)
                .inNamespace(pipeline.getMetadata().getNamespace())
                .list()
                .getItems()
                .getFirst();
    }

    static void failed(KubeApiServer server, Job job, Instant since) {
        server.client()
                .resource(job)
                .editStatus(live -> {
                    List<JobCondition> conditions = new ArrayList<>();
                    // The API server takes Failed only beside FailureTarget.
                    for (String type : List.of("FailureTarget", "Failed")) {
                        conditions.add(
                                new JobConditionBuilder()
                                        .withType(type)
                                        .withStatus("True")
                                        .withReason("BackoffLimitExceeded")
                                        .withLastTransitionTime(since.toString())
                                        .build());
                    }
                    return new JobBuilder(live)
                            .withNewStatus()
                            .withStartTime(since.toString())
                            .withFailed(7)
                            .withConditions(conditions)
                            .endStatus()
                            .build();
                });
    }
}
