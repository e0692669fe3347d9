// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.autoscaler.Observation.WorkloadSight;
import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.contract.pipeline.ConsumerSpec;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.operator.resource.PipelineResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The consumers of a pipeline as Kubernetes runs them. */
public final class ConsumerWorkload {

    private ConsumerWorkload() {}

    /** The name of their Deployment. */
    public static String name(PipelineResource pipeline) {
        return WorkloadScope.name(pipeline, ServiceRole.CONSUMER);
    }

    /**
     * How many were asked for and run; nothing if there is no such Deployment.
     *
     * @param live the pipeline's children
     */
    public static Optional<WorkloadSight> sight(PipelineResource pipeline, List<HasMetadata> live) {
        return ServiceDeployment.of(pipeline, ServiceRole.CONSUMER, live)
                .map(ConsumerWorkload::sight);
    }

    /** What the pipeline asks of the autoscaler. */
    public static ScalerSettings settings(PipelineSpec spec) {
        ConsumerSpec consumer = spec.consumer();
        return ScalerSettings.of(
                consumer.latencyObjectiveSeconds(), consumer.minReplicas(), spec.consumersMax());
    }

    private static WorkloadSight sight(Deployment deployment) {
        int desired = ReplicaScaler.replicas(deployment);
        @Nullable DeploymentStatus status = deployment.getStatus();
        if (status == null) {
            return new WorkloadSight(desired, 0, false);
        }
        boolean old = number(status.getUpdatedReplicas()) < number(status.getReplicas());
        return new WorkloadSight(desired, number(status.getReadyReplicas()), old);
    }

    private static int number(@Nullable Integer replicas) {
        return replicas == null ? 0 : replicas;
    }
}
