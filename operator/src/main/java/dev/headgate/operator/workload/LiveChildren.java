// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.operator.resource.PipelineResource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a pipeline has on the cluster; asks the API server or a cache that follows it. */
@FunctionalInterface
public interface LiveChildren {

    /** The kinds of children that every cluster has. */
    List<Class<? extends HasMetadata>> KINDS =
            List.of(
                    ServiceAccount.class,
                    NetworkPolicy.class,
                    ConfigMap.class,
                    Job.class,
                    Deployment.class,
                    Service.class,
                    PodDisruptionBudget.class,
                    HorizontalPodAutoscaler.class);

    /** Selects the children of all pipelines by their labels. */
    String SELECTOR =
            "%s,%s=%s"
                    .formatted(
                            WorkloadScope.PIPELINE_LABEL,
                            WorkloadScope.MANAGED_BY_LABEL,
                            WorkloadScope.MANAGED_BY);

    /** A kind that has no class here. */
    record MonitoringKind(String apiVersion, String kind) {}

    /** The objects that carry the labels of this pipeline's children, whoever owns them. */
    List<HasMetadata> of(PipelineResource pipeline);

    /**
     * Takes note of what was just written, so that it is seen before the API server tells of it.
     *
     * @param before what was there as far as was known; absent if nothing was
     */
    default void written(HasMetadata now, @Nullable HasMetadata before) {}

    /** Asks the API server each time, for the kinds that every cluster has. */
    static LiveChildren asked(KubernetesClient client) {
        return pipeline -> {
            String namespace = pipeline.getMetadata().getNamespace();
            Map<String, String> labels =
                    Map.of(
                            WorkloadScope.PIPELINE_LABEL,
                            pipeline.getMetadata().getName(),
                            WorkloadScope.MANAGED_BY_LABEL,
                            WorkloadScope.MANAGED_BY);
            var found = new ArrayList<HasMetadata>();
            for (Class<? extends HasMetadata> kind : KINDS) {
                found.addAll(
                        client.resources(kind)
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems());
            }
            return found;
        };
    }

    /** Whether an object belongs to a pipeline: this very one, not an earlier one of its name. */
    static boolean belongs(HasMetadata child, PipelineResource pipeline) {
        String uid = pipeline.getMetadata().getUid();
        return child.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .map(OwnerReference::getUid)
                .anyMatch(uid::equals);
    }
}
