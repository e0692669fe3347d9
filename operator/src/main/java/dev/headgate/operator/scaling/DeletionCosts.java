// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.operator.workload.ReplicaScaler;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks the consumers that are to go when there are to be fewer: those whose partitions get the
 * least, so that the least stands still while partitions move.
 */
final class DeletionCosts {

    private static final Logger LOGGER = LoggerFactory.getLogger(DeletionCosts.class);
    private static final String FIRST = "-1";

    private final KubernetesClient client;

    DeletionCosts(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Marks so many, and takes earlier marks from the others. Without it Kubernetes chooses, so
     * that what fails here only costs more.
     *
     * @param told what they told now and before
     */
    void mark(List<ConsumerPod> pods, Told told, int leaving) {
        List<ConsumerPod> ordered =
                pods.stream()
                        .sorted(
                                Comparator.comparingDouble(told::load)
                                        .thenComparing(ConsumerPod::name))
                        .toList();
        for (int i = 0; i < ordered.size(); i++) {
            ConsumerPod pod = ordered.get(i);
            @Nullable String wanted = i < leaving ? FIRST : null;
            boolean marked = FIRST.equals(pod.deletionCost());
            if (wanted == null ? marked : !marked) {
                write(pod, wanted);
            }
        }
    }

    /** Applied without it, the mark goes. An apply needs no right to read the pod first. */
    private void write(ConsumerPod pod, @Nullable String cost) {
        Pod marked =
                new PodBuilder()
                        .withNewMetadata()
                        .withName(pod.name())
                        .withNamespace(pod.namespace())
                        .withAnnotations(
                                cost == null ? null : Map.of(ConsumerPod.DELETION_COST, cost))
                        .endMetadata()
                        .build();
        try {
            client.resource(marked)
                    .fieldManager(ReplicaScaler.FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply();
        } catch (KubernetesClientException e) {
            LOGGER.atWarn()
                    .addKeyValue("namespace", pod.namespace())
                    .addKeyValue("pod", pod.name())
                    .addKeyValue("status", e.getCode())
                    .log("The consumer that is to go could not be marked; Kubernetes chooses");
        }
    }
}
