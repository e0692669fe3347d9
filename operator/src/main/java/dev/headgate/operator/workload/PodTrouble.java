// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Why pods do not become ready, where they say so themselves. It lasts until people act. */
enum PodTrouble {
    /** A container's image cannot be had. */
    IMAGE,
    /** A container ends again and again. */
    CRASH,
    /** No node takes the pod. */
    ROOM;

    /** These come in turns while the kubelet tries again. */
    private static final Set<String> IMAGE_REASONS =
            Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

    /** A first end may be for a server that starts at the same time. */
    private static final int RESTARTS_MIN = 2;

    /** The trouble that some of the pods have; those that end anyway do not count. */
    static Optional<PodTrouble> of(List<Pod> pods) {
        List<Pod> staying =
                pods.stream()
                        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                        .filter(pod -> pod.getStatus() != null)
                        .toList();
        if (anyContainer(staying, PodTrouble::lacksImage)) {
            return Optional.of(IMAGE);
        }
        if (anyContainer(staying, PodTrouble::crashes)) {
            return Optional.of(CRASH);
        }
        return staying.stream()
                        .flatMap(pod -> pod.getStatus().getConditions().stream())
                        .anyMatch(PodTrouble::homeless)
                ? Optional.of(ROOM)
                : Optional.empty();
    }

    private static boolean anyContainer(List<Pod> pods, Predicate<ContainerStatus> test) {
        return pods.stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .anyMatch(test);
    }

    private static boolean lacksImage(ContainerStatus container) {
        return container.getState() != null
                && container.getState().getWaiting() != null
                && container.getState().getWaiting().getReason() != null
                && IMAGE_REASONS.contains(container.getState().getWaiting().getReason());
    }

    private static boolean crashes(ContainerStatus container) {
        return !Boolean.TRUE.equals(container.getReady())
                && container.getRestartCount() != null
                && container.getRestartCount() >= RESTARTS_MIN;
    }

    private static boolean homeless(PodCondition condition) {
        return "PodScheduled".equals(condition.getType())
                && "False".equals(condition.getStatus())
                && "Unschedulable".equals(condition.getReason());
    }
}
