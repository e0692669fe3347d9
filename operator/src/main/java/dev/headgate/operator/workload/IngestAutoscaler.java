// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.IngestAutoscaling;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;

/**
 * Lets the number of ingest pods follow their CPU. Consumers never have one: what they need is not
 * seen in their CPU.
 */
final class IngestAutoscaler {

    private IngestAutoscaler() {}

    static HorizontalPodAutoscaler desired(WorkloadScope scope, IngestAutoscaling autoscaling) {
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(scope.metadata(ServiceRole.INGEST))
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", scope.name(ServiceRole.INGEST))
                .withMinReplicas(autoscaling.minReplicas())
                .withMaxReplicas(autoscaling.maxReplicas())
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(autoscaling.targetCpuUtilizationPercent())
                .endTarget()
                .endResource()
                .endMetric()
                .endSpec()
                .build();
    }
}
