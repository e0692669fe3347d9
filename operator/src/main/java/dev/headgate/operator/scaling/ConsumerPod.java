// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.operator.workload.ConsumerPods;
import dev.headgate.operator.workload.PodAddress;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod of the consumer service that is not about to end.
 *
 * @param deletionCost what its annotation says; null if it has none
 * @param management where it tells of itself
 */
record ConsumerPod(String namespace, String name, @Nullable String deletionCost, URI management) {

    /** Kubernetes takes away those with the lowest number first. */
    static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    /** A pod that can be asked; nothing if it has no address or ends. */
    static Optional<ConsumerPod> of(Pod pod) {
        if (pod.getStatus() == null
                || pod.getMetadata().getDeletionTimestamp() != null
                || PodAddress.hasEnded(pod)) {
            return Optional.empty();
        }
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return PodAddress.of(pod, ConsumerPods.MANAGEMENT_PORT)
                .map(management ->
                        new ConsumerPod(
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getName(),
                                annotations == null ? null : annotations.get(DELETION_COST),
                                management));
    }
}
