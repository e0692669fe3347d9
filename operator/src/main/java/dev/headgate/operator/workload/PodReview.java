// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Says more of a service without a ready pod: what its pods say themselves. They are looked at only
 * then, so a healthy pipeline costs no look.
 */
public final class PodReview {

    private static final Set<ConditionReason> UNEXPLAINED =
            Set.of(ConditionReason.PodsStarting, ConditionReason.RolloutStuck);

    private PodReview() {}

    /**
     * The review with what the pods say.
     *
     * @param pods the pods with these labels; none if they cannot be seen
     */
    public static WorkloadReview explained(
            PipelineResource pipeline,
            WorkloadReview review,
            Function<Map<String, String>, List<Pod>> pods) {
        return new WorkloadReview(
                review.judgements().stream().map(each -> explained(pipeline, each, pods)).toList(),
                review.consumers(),
                review.ingest(),
                review.consumerSelector());
    }

    private static Judgement explained(
            PipelineResource pipeline,
            Judgement judgement,
            Function<Map<String, String>, List<Pod>> pods) {
        if (!judgement.type().always() || !UNEXPLAINED.contains(judgement.reason())) {
            return judgement;
        }
        ServiceRole role =
                judgement.type() == ConditionType.IngestAvailable
                        ? ServiceRole.INGEST
                        : ServiceRole.CONSUMER;
        return PodTrouble.of(pods.apply(WorkloadScope.selector(pipeline, role)))
                .map(trouble ->
                        new Judgement(
                                judgement.type(),
                                judgement.truth(),
                                reason(trouble),
                                sentence(trouble, pipeline, role)))
                .orElse(judgement);
    }

    private static ConditionReason reason(PodTrouble trouble) {
        return switch (trouble) {
            case IMAGE -> ConditionReason.ImageNotPulled;
            case CRASH -> ConditionReason.PodsCrashing;
            case ROOM -> ConditionReason.PodsUnschedulable;
        };
    }

    private static String sentence(
            PodTrouble trouble, PipelineResource pipeline, ServiceRole role) {
        String name = WorkloadScope.name(pipeline, role);
        String kubectl = "kubectl --namespace " + pipeline.getMetadata().getNamespace();
        return switch (trouble) {
            case IMAGE ->
                    "The image of Deployment %s cannot be pulled: check its name, and that the registry's Secret is in the namespace; %s describe deployment %s shows the image."
                            .formatted(name, kubectl, name);
            case CRASH ->
                    "The pods of Deployment %s end again and again: see why with %s logs deployment/%s --previous.%s"
                            .formatted(
                                    name,
                                    kubectl,
                                    name,
                                    role == ServiceRole.CONSUMER
                                            ? " A wrong address or password in the Secret with the database shows there."
                                            : "");
            case ROOM ->
                    "No node takes the pods of Deployment %s: add nodes, or ask for less CPU and memory or for other nodes in spec.%s.pod; %s describe pods shows what each node lacks."
                            .formatted(name, role.component(), kubectl);
        };
    }
}
