// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.IngestSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/** The pods of the ingest service; how many is left to its autoscaler if there is one. */
final class IngestDeployment {

    private IngestDeployment() {}

    static Deployment desired(WorkloadScope scope) {
        IngestSpec ingest = scope.spec().ingest();
        Deployment deployment = ServiceDeployment.withoutReplicas(scope, ServiceRole.INGEST);
        if (ingest.autoscaling() != null) {
            return deployment;
        }
        return new DeploymentBuilder(deployment)
                .editSpec()
                .withReplicas(ingest.replicas())
                .endSpec()
                .build();
    }
}
