// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a Deployment stands, as its own status says.
 *
 * @param wanted replicas that it is to have
 * @param running replicas that there are, ready or not
 * @param available replicas that have been ready for long enough
 * @param stuck its newest pods did not become ready in time
 * @param refused Kubernetes does not let it make pods
 */
record DeploymentState(int wanted, int running, int available, boolean stuck, boolean refused) {

    static DeploymentState of(Deployment deployment) {
        @Nullable DeploymentStatus status = deployment.getStatus();
        if (status == null) {
            return new DeploymentState(ReplicaScaler.replicas(deployment), 0, 0, false, false);
        }
        return new DeploymentState(
                ReplicaScaler.replicas(deployment),
                number(status.getReplicas()),
                number(status.getAvailableReplicas()),
                has(status, "Progressing", "False"),
                has(status, "ReplicaFailure", "True"));
    }

    private static int number(@Nullable Integer replicas) {
        return replicas == null ? 0 : replicas;
    }

    private static boolean has(DeploymentStatus status, String type, String truth) {
        return status.getConditions().stream()
                .anyMatch(each -> each.getType().equals(type) && each.getStatus().equals(truth));
    }
}
