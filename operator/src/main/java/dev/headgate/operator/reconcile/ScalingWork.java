// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.ScalingMode;
import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.resource.PipelineCondition;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
import dev.headgate.operator.scaling.PipelineScaling;
import dev.headgate.operator.scaling.ScalingNews;
import dev.headgate.operator.scaling.ScalingVerdict;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A reconcile's part in scaling: it says which pipelines to look after, and tells what came of it.
 */
final class ScalingWork {

    private static final Set<ConditionType> TYPES =
            Set.of(
                    ConditionType.ScalingActive,
                    ConditionType.ScalingLimited,
                    ConditionType.PartitionStalled,
                    ConditionType.PartitionGrowthRecommended);

    private final PipelineScaling scaling;
    private final PipelineEvents events;

    ScalingWork(PipelineScaling scaling, PipelineEvents events) {
        this.scaling = scaling;
        this.events = events;
    }

    /** Has the pipeline looked after, or not; what is known so far. */
    List<Judgement> run(PipelineResource pipeline, PipelineStatus previous, TopicFindings found) {
        PipelineSpec spec = pipeline.getSpec();
        boolean manual = spec.consumer().scaling().mode() == ScalingMode.Manual;
        if (spec.paused() || manual) {
            scaling.forget(ResourceID.fromResource(pipeline));
            return List.of(spec.paused() ? paused() : manual());
        }
        if (found.runnable()) {
            found.access().ifPresent(access -> scaling.follow(pipeline, access));
        }
        ScalingVerdict verdict = scaling.verdict(pipeline);
        return verdict.judgements().isEmpty() ? asBefore(previous) : verdict.judgements();
    }

    /** What the replica of the operator that led before has found is true until it is not. */
    private static List<Judgement> asBefore(PipelineStatus previous) {
        List<Judgement> known =
                previous.conditions().stream()
                        .flatMap(condition -> judgement(condition).stream())
                        .filter(each -> each.reason() != ConditionReason.ConsumersPaused)
                        .filter(each -> each.reason() != ConditionReason.ReplicasInSpec)
                        .toList();
        return known.isEmpty()
                ? List.of(
                        new Judgement(
                                ConditionType.ScalingActive,
                                Truth.Unknown,
                                ConditionReason.NotObserved,
                                "What comes in has not been looked at yet."))
                : known;
    }

    private static Optional<Judgement> judgement(PipelineCondition condition) {
        return TYPES.stream()
                .filter(type -> type.name().equals(condition.type()))
                .findFirst()
                .flatMap(type ->
                        Stream.of(ConditionReason.values())
                                .filter(reason -> reason.name().equals(condition.reason()))
                                .findFirst()
                                .map(reason ->
                                        new Judgement(
                                                type,
                                                condition.status(),
                                                reason,
                                                condition.message())));
    }

    private static Judgement paused() {
        return inactive(
                ConditionReason.ConsumersPaused,
                "The consumers stand still, since spec.paused is true.");
    }

    private static Judgement manual() {
        return inactive(
                ConditionReason.ReplicasInSpec,
                "There are as many consumers as spec.consumer.replicas says, since scaling.mode is Manual.");
    }

    private static Judgement inactive(ConditionReason reason, String message) {
        return new Judgement(ConditionType.ScalingActive, Truth.False, reason, message);
    }

    /** What is to be told now; it stays until it {@link #wasTold}. */
    List<ScalingNews> news(PipelineResource pipeline) {
        return scaling.news(pipeline);
    }

    /** The last change of the number among it. */
    static Optional<LastScale> change(List<ScalingNews> news) {
        return news.stream()
                .filter(ScalingNews.Scaled.class::isInstance)
                .map(ScalingNews.Scaled.class::cast)
                .map(ScalingNews.Scaled::change)
                .reduce((_, last) -> last);
    }

    /** Sends it as events, after the status says the same. */
    void wasTold(PipelineResource pipeline, List<ScalingNews> news) {
        news.forEach(each -> events.send(pipeline, reason(each), each.sentence()));
        scaling.wasTold(pipeline, news);
    }

    private static EventReason reason(ScalingNews news) {
        return switch (news) {
            case ScalingNews.Scaled(LastScale change, String _) ->
                    change.to() > change.from() ? EventReason.ScaledUp : EventReason.ScaledDown;
            case ScalingNews.Found found -> reason(found);
        };
    }

    private static EventReason reason(ScalingNews.Found found) {
        return switch (found.type()) {
            case PartitionStalled -> EventReason.PartitionStalled;
            case PartitionGrowthRecommended -> EventReason.PartitionGrowthRecommended;
            case ScalingActive -> EventReason.MetricsStale;
            case TopicsReady,
                    IngestAvailable,
                    ConsumerAvailable,
                    ScalingLimited,
                    Degraded,
                    UpdatePending,
                    ReconciliationPaused,
                    Deleting ->
                    switch (found.reason()) {
                        case DownstreamSaturated -> EventReason.DownstreamSaturated;
                        case HotPartition -> EventReason.HotPartition;
                        default -> EventReason.ScalingLimited;
                    };
        };
    }
}
