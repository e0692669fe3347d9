// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.operator.workload.ConsumerPods;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    /** A pod that can be asked; nothing if it has no address or ends. */
    static Optional<ConsumerPod> of(Pod pod) {
        if (pod.getStatus() == null || pod.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        String address = pod.getStatus().getPodIP();
        if (address == null || address.isEmpty() || ENDED.contains(pod.getStatus().getPhase())) {
            return Optional.empty();
        }
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return Optional.of(
                new ConsumerPod(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        annotations == null ? null : annotations.get(DELETION_COST),
                        management(address)));
    }

    private static URI management(String address) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return URI.create("http://" + host + ":" + ConsumerPods.MANAGEMENT_PORT);
    }
}
