// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.operator.resource.PipelineResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Optional;

/** What the Deployments of both services have alike. It never says how many replicas. */
final class ServiceDeployment {

    /** Generation of the pipeline that a Deployment was made from. */
    static final String GENERATION_ANNOTATION = "headgate.dev/generation";

    private static final int REVISIONS = 3;

    private ServiceDeployment() {}

    /** A new pod is ready before an old one goes: never fewer than there should be. */
    static Deployment withoutReplicas(WorkloadScope scope, ServiceRole role) {
        return new DeploymentBuilder()
                .withMetadata(scope.metadata(role))
                .editMetadata()
                .addToAnnotations(GENERATION_ANNOTATION, "" + scope.generation())
                .endMetadata()
                .withNewSpec()
                .withRevisionHistoryLimit(REVISIONS)
                .withNewSelector()
                .withMatchLabels(scope.selector(role))
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withNewMaxSurge(1)
                .withNewMaxUnavailable(0)
                .endRollingUpdate()
                .endStrategy()
                .withTemplate(ServicePod.template(scope, role))
                .endSpec()
                .build();
    }

    /**
     * The one that a pipeline has of a service.
     *
     * @param live objects among which it is looked for
     */
    static Optional<Deployment> of(
            PipelineResource pipeline, ServiceRole role, List<HasMetadata> live) {
        String name = WorkloadScope.name(pipeline, role);
        return live.stream()
                .filter(child -> LiveChildren.belongs(child, pipeline))
                .filter(child -> child.getMetadata().getName().equals(name))
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst();
    }
}
