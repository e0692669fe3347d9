// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a pipeline's services from what became of its children and from what the
 * cluster says of them. Pure; texts are the same each time, for they go to a status.
 *
 * @param consumers pods of the consumer service, ready or not; absent if there is no such service
 * @param ingest likewise of the ingest service
 * @param consumerSelector what selects the consumers' pods, as text
 */
public record WorkloadReview(
        List<Judgement> judgements,
        @Nullable Integer consumers,
        @Nullable Integer ingest,
        String consumerSelector) {

    private static final Set<ConditionReason> UNTOLD =
            Set.of(
                    ConditionReason.NameTaken,
                    ConditionReason.ObjectRefused,
                    ConditionReason.MigrationFailed,
                    ConditionReason.PodsStarting,
                    ConditionReason.RolloutStuck,
                    ConditionReason.ImageNotPulled,
                    ConditionReason.PodsCrashing,
                    ConditionReason.PodsUnschedulable);

    public WorkloadReview {
        judgements = List.copyOf(judgements);
    }

    /**
     * Reviews a pipeline's services.
     *
     * @param outcomes what became of each wanted child; none if nothing was applied
     * @param live the children as the cluster has them
     */
    public static WorkloadReview of(
            PipelineResource pipeline, List<ChildOutcome> outcomes, List<HasMetadata> live) {
        List<HasMetadata> own =
                live.stream().filter(child -> LiveChildren.belongs(child, pipeline)).toList();
        @Nullable DeploymentState ingest = deployment(pipeline, ServiceRole.INGEST, own);
        @Nullable DeploymentState consumer = deployment(pipeline, ServiceRole.CONSUMER, own);
        var judgements = new ArrayList<Judgement>();
        judgements.addAll(
                new RoleReview(pipeline, ServiceRole.INGEST, outcomes).judgements(ingest, null));
        judgements.addAll(
                new RoleReview(pipeline, ServiceRole.CONSUMER, outcomes)
                        .judgements(consumer, migration(outcomes, own)));
        held(outcomes).ifPresent(judgements::add);
        return new WorkloadReview(
                judgements,
                consumer == null ? null : consumer.running(),
                ingest == null ? null : ingest.running(),
                WorkloadScope.selector(pipeline, ServiceRole.CONSUMER).entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",")));
    }

    /** Whether something is wrong of which no event may tell that it changed. */
    public boolean troubled() {
        return judgements.stream().map(Judgement::reason).anyMatch(UNTOLD::contains);
    }

    private static @Nullable DeploymentState deployment(
            PipelineResource pipeline, ServiceRole role, List<HasMetadata> own) {
        return ServiceDeployment.of(pipeline, role, own).map(DeploymentState::of).orElse(null);
    }

    /** Of the Job that is wanted now; earlier ones may be on their way out. */
    private static @Nullable MigrationState migration(
            List<ChildOutcome> outcomes, List<HasMetadata> own) {
        Optional<String> name =
                outcomes.stream()
                        .filter(each -> each.kind().equals("Job"))
                        .filter(each -> each.result() != ChildOutcome.Result.HELD)
                        .map(ChildOutcome::name)
                        .findFirst();
        return name.flatMap(wanted ->
                        own.stream()
                                .filter(child -> child.getKind().equals("Job"))
                                .filter(child -> child.getMetadata().getName().equals(wanted))
                                .findFirst())
                .map(job -> new MigrationState(job.getMetadata().getName(), JobState.of(job)))
                .orElse(null);
    }

    private static Optional<Judgement> held(List<ChildOutcome> outcomes) {
        List<String> held =
                outcomes.stream()
                        .filter(each -> each.result() == ChildOutcome.Result.HELD)
                        .map(each -> each.kind() + " " + each.name())
                        .toList();
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Judgement(
                                ConditionType.UpdatePending,
                                Truth.True,
                                ConditionReason.UpdateHeld,
                                "This version of Headgate makes another %s and waits, since updateStrategy is Manual: with the next change of spec it takes effect, or at once with updateStrategy: Automatic."
                                        .formatted(String.join(", ", held))));
    }
}
