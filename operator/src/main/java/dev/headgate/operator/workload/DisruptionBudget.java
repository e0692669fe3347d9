// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/** Lets a node be drained one pod of a service at a time; a pod that is ill may always go. */
final class DisruptionBudget {

    private DisruptionBudget() {}

    static PodDisruptionBudget desired(WorkloadScope scope, ServiceRole role) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(scope.metadata(role))
                .withNewSpec()
                .withNewMaxUnavailable(1)
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(scope.selector(role))
                .endSelector()
                .endSpec()
                .build();
    }
}
