// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import io.fabric8.kubernetes.api.model.apps.Deployment;

/** The pods of the consumer service; how many is always left to the scaler. */
final class ConsumerDeployment {

    private ConsumerDeployment() {}

    static Deployment desired(WorkloadScope scope) {
        return ServiceDeployment.withoutReplicas(scope, ServiceRole.CONSUMER);
    }
}
