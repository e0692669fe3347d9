// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.UpdateStrategy;
import dev.headgate.operator.resource.PipelineResource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Keeps a new version of the platform from the services of a pipeline that wants to be asked: what
 * decides about pods stays as it is until the pipeline itself changes.
 */
final class UpdateHold {

    private final boolean on;

    private UpdateHold(boolean on) {
        this.on = on;
    }

    /**
     * On if the pipeline wants it and all its Deployments were made from its present generation;
     * with one still missing or behind, the pipeline's own change is not complete.
     */
    static UpdateHold of(PipelineResource pipeline, Collection<HasMetadata> live) {
        String generation = "" + pipeline.getMetadata().getGeneration();
        List<HasMetadata> deployments = live.stream().filter(Deployment.class::isInstance).toList();
        boolean complete =
                deployments.size() == 2
                        && deployments.stream()
                                .map(child ->
                                        DesiredMatch.annotation(
                                                child, ServiceDeployment.GENERATION_ANNOTATION))
                                .allMatch(made -> Objects.equals(made, generation));
        return new UpdateHold(
                complete && pipeline.getSpec().updateStrategy() == UpdateStrategy.Manual);
    }

    /** Whether a child that is there is left as it is, though something else is wanted now. */
    boolean keeps(HasMetadata live, HasMetadata stamped) {
        return on && concerns(live) && !DesiredMatch.sameWish(stamped, live);
    }

    /** Whether a child is not made, or not deleted, for now. */
    boolean keeps(HasMetadata child) {
        return on && concerns(child);
    }

    private static boolean concerns(HasMetadata child) {
        return child instanceof Deployment || child instanceof ConfigMap || child instanceof Job;
    }
}
