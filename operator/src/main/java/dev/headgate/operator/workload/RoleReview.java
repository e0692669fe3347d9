// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.workload.ChildOutcome.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges one of the two services. Used once. */
final class RoleReview {

    private final PipelineResource pipeline;
    private final ServiceRole role;
    private final String name;
    private final List<ChildOutcome> outcomes;

    /** What became of the children; those of the other service are left out here. */
    RoleReview(PipelineResource pipeline, ServiceRole role, List<ChildOutcome> outcomes) {
        this.pipeline = pipeline;
        this.role = role;
        this.name = WorkloadScope.name(pipeline, role);
        String ingest = WorkloadScope.name(pipeline, ServiceRole.INGEST);
        this.outcomes =
                outcomes.stream()
                        .filter(each -> each.name().equals(ingest) == (role == ServiceRole.INGEST))
                        .toList();
    }

    /**
     * Whether the service is available, and what is wrong with it nevertheless.
     *
     * @param state absent if there is no such Deployment
     * @param migration absent if there is no such Job, or the service needs none
     */
    List<Judgement> judgements(
            @Nullable DeploymentState state, @Nullable MigrationState migration) {
        Optional<Judgement> standing = foreign().or(() -> still(state));
        if (standing.isPresent()) {
            return List.of(standing.get());
        }
        Optional<Judgement> trouble = refused().or(() -> failed(migration)).or(() -> stuck(state));
        if (state == null || state.available() == 0) {
            return List.of(trouble.orElseGet(() -> starting(state, migration)));
        }
        var judgements = new ArrayList<Judgement>();
        judgements.add(available());
        trouble.map(each ->
                        new Judgement(
                                ConditionType.Degraded, Truth.True, each.reason(), each.message()))
                .ifPresent(judgements::add);
        return List.copyOf(judgements);
    }

    private Optional<Judgement> foreign() {
        return outcomes.stream()
                .filter(each -> each.result() == Result.FOREIGN)
                .findFirst()
                .map(each ->
                        not(
                                ConditionReason.NameTaken,
                                "The %s %s is not this pipeline's and was left as it is: delete it, or make the pipeline under another name."
                                        .formatted(each.kind(), each.name())));
    }

    /** Where no pods are wanted, none are missed. */
    private Optional<Judgement> still(@Nullable DeploymentState state) {
        if (role != ServiceRole.CONSUMER) {
            return Optional.empty();
        }
        if (pipeline.getSpec().paused()) {
            return Optional.of(
                    not(
                            ConditionReason.ConsumersPaused,
                            "The consumers stand still, since spec.paused is true. Events are accepted and wait in Kafka for at most the retentionHours of their topic."));
        }
        if (state != null && state.wanted() == 0 && WantedReplicas.mayBeIdle(pipeline.getSpec())) {
            return Optional.of(
                    new Judgement(
                            type(),
                            Truth.True,
                            ConditionReason.Idle,
                            "Nothing comes in, so no consumer runs; the next event wakes one."));
        }
        return state != null && state.wanted() == 0
                ? Optional.of(
                        not(
                                ConditionReason.NoConsumers,
                                "There are no consumers, since spec.consumer.replicas is 0. Events are accepted and wait in Kafka for at most the retentionHours of their topic."))
                : Optional.empty();
    }

    private Optional<Judgement> refused() {
        return outcomes.stream()
                .filter(each -> each.result() == Result.REFUSED)
                .findFirst()
                .map(each ->
                        not(
                                ConditionReason.ObjectRefused,
                                "Kubernetes does not take the %s %s (it says: %s): change what it names, such as a quota, an admission rule, the operator's rights or the pipeline."
                                        .formatted(each.kind(), each.name(), each.answer())));
    }

    private Optional<Judgement> failed(@Nullable MigrationState migration) {
        return migration != null && migration.state() instanceof JobState.Failed
                ? Optional.of(
                        not(
                                ConditionReason.MigrationFailed,
                                "The schema in PostgreSQL could not be made or brought up to date: see why with %s logs job/%s, and check the Secret with the database. It is tried again every %d minutes; delete the Job to try at once."
                                        .formatted(
                                                kubectl(),
                                                migration.job(),
                                                WorkloadApplier.FAILED_JOB_STAYS.toMinutes())))
                : Optional.empty();
    }

    private Optional<Judgement> stuck(@Nullable DeploymentState state) {
        if (state == null) {
            return Optional.empty();
        }
        if (state.refused()) {
            return Optional.of(
                    not(
                            ConditionReason.PodsRefused,
                            "Kubernetes makes no pods for Deployment %s, such as for a quota or an admission rule: see why with %s describe replicasets --selector %s."
                                    .formatted(name, kubectl(), selector())));
        }
        return state.stuck()
                ? Optional.of(
                        not(
                                ConditionReason.RolloutStuck,
                                "The newest pods of Deployment %s do not become ready: see why with %s describe pods --selector %s, and with %s logs deployment/%s%s.%s"
                                        .formatted(
                                                name,
                                                kubectl(),
                                                selector(),
                                                kubectl(),
                                                name,
                                                role == ServiceRole.CONSUMER
                                                        ? "; a wrong address or password in the Secret with the database shows there"
                                                        : "",
                                                needed())))
                : Optional.empty();
    }

    private Judgement starting(
            @Nullable DeploymentState state, @Nullable MigrationState migration) {
        if (state == null) {
            return not(
                    ConditionReason.WaitingForTopics,
                    "The service starts once its topics can be used: see the condition TopicsReady.");
        }
        if (migration != null && migration.state() instanceof JobState.Running(boolean failing)) {
            return migrating(migration.job(), failing);
        }
        return not(
                ConditionReason.PodsStarting,
                "No pod of Deployment %s is ready yet. If this lasts, see why with %s describe pods --selector %s.%s"
                        .formatted(name, kubectl(), selector(), needed()));
    }

    /** What pods wait for that say nothing of it themselves. */
    private String needed() {
        return role == ServiceRole.INGEST
                ? NeededObjects.sentence(pipeline.getSpec().ingest())
                : "";
    }

    private Judgement migrating(String job, boolean failing) {
        return failing
                ? not(
                        ConditionReason.MigrationFailing,
                        "The Job %s could not make the schema in PostgreSQL yet and tries again: see why with %s logs job/%s. A wrong address or password in the Secret with the database shows there."
                                .formatted(job, kubectl(), job))
                : not(
                        ConditionReason.MigrationRunning,
                        "The Job %s makes the schema in PostgreSQL, and the consumers wait for it. If this lasts, see why with %s logs job/%s."
                                .formatted(job, kubectl(), job));
    }

    private Judgement available() {
        return new Judgement(
                type(),
                Truth.True,
                ConditionReason.Available,
                role == ServiceRole.INGEST
                        ? "Events are accepted over HTTP."
                        : "Events land in PostgreSQL.");
    }

    private Judgement not(ConditionReason reason, String message) {
        return new Judgement(type(), Truth.False, reason, message);
    }

    private ConditionType type() {
        return role == ServiceRole.INGEST
                ? ConditionType.IngestAvailable
                : ConditionType.ConsumerAvailable;
    }

    private String kubectl() {
        return "kubectl --namespace " + pipeline.getMetadata().getNamespace();
    }

    private String selector() {
        return WorkloadScope.PIPELINE_LABEL
                + "="
                + pipeline.getMetadata().getName()
                + ",app.kubernetes.io/component="
                + role.component();
    }
}
