// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.operator.connection.PipelineConnections;
import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.workload.ChildOutcome;
import dev.headgate.operator.workload.ConsumerCount;
import dev.headgate.operator.workload.LiveChildren;
import dev.headgate.operator.workload.PodReview;
import dev.headgate.operator.workload.WorkloadApplier;
import dev.headgate.operator.workload.WorkloadReview;
import dev.headgate.operator.workload.WorkloadScope;
import dev.headgate.operator.workload.WorkloadSettings;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second half of a reconcile: from topics that can be used to services that use them. Without
 * such topics nothing is changed, and what runs goes on.
 */
final class WorkloadWork {

    private static final Logger LOGGER = LoggerFactory.getLogger(WorkloadWork.class);

    private final WorkloadSettings settings;
    private final LiveChildren children;
    private final WorkloadApplier applier;
    private final KubernetesClient client;

    WorkloadWork(
            WorkloadSettings settings,
            LiveChildren children,
            WorkloadApplier applier,
            KubernetesClient client) {
        this.settings = settings;
        this.children = children;
        this.applier = applier;
        this.client = client;
    }

    /** Applies the children if they may run, and says how they stand. */
    WorkloadFindings run(
            PipelineResource pipeline, PipelineConnections connections, boolean runnable) {
        Optional<KafkaConnection> kafka = connections.kafka();
        if (!runnable || kafka.isEmpty()) {
            return new WorkloadFindings(review(pipeline, List.of()), Optional.empty());
        }
        Optional<LastScale> scale = ConsumerCount.change(pipeline, children.of(pipeline));
        List<ChildOutcome> outcomes =
                applier.apply(
                        new WorkloadScope(
                                pipeline, kafka.get(), connections.databaseSecret(), settings));
        return new WorkloadFindings(
                review(pipeline, outcomes),
                scale.filter(_ -> outcomes.stream().noneMatch(WorkloadWork::refused)));
    }

    /** What was refused may have been the number itself; the next look tells. */
    private static boolean refused(ChildOutcome outcome) {
        return outcome.result() == ChildOutcome.Result.REFUSED;
    }

    private WorkloadReview review(PipelineResource pipeline, List<ChildOutcome> outcomes) {
        return PodReview.explained(
                pipeline,
                WorkloadReview.of(pipeline, outcomes, children.of(pipeline)),
                labels -> pods(pipeline.getMetadata().getNamespace(), labels));
    }

    /** Without an answer there is less to say, and nothing else is lost. */
    private List<Pod> pods(String namespace, Map<String, String> labels) {
        try {
            return client.pods().inNamespace(namespace).withLabels(labels).list().getItems();
        } catch (KubernetesClientException e) {
            LOGGER.atWarn()
                    .addKeyValue("namespace", namespace)
                    .addKeyValue("status", e.getCode())
                    .log(
                            "Pods cannot be listed, so the status does not say why they are not ready");
            return List.of();
        }
    }
}
