// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.Decision.Constraint;
import dev.headgate.autoscaler.DecisionText;
import dev.headgate.autoscaler.Finding;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a pipeline's status is to say of its scaling. It is said at once when it comes to hold, and
 * for a while after it was seen last: what comes and goes by the second must not be written as
 * often. Not for several threads.
 */
final class ScalingConditions {

    private static final double HELD_SECONDS = 60;
    private static final int NAMED_MAX = 3;

    private record Held(Judgement judgement, double seenAt) {}

    private final Map<ConditionType, Held> held = new EnumMap<>(ConditionType.class);

    /** After another look; what came to hold with it is added to the news. */
    List<Judgement> after(
            double at,
            ScaledPipeline pipeline,
            Decision decision,
            int advised,
            Consumer<Judgement> news) {
        List<Judgement> found = new ArrayList<>();
        found.add(active(pipeline, decision, advised));
        found.addAll(findings(decision));
        if (found.stream().noneMatch(each -> each.type() == ConditionType.ScalingLimited)) {
            limit(pipeline, decision).ifPresent(found::add);
        }
        Map<ConditionType, Judgement> now =
                found.stream()
                        .collect(
                                Collectors.toMap(
                                        Judgement::type, Function.identity(), (first, _) -> first));
        now.forEach((type, judgement) -> hold(at, judgement, news));
        held.values().removeIf(each -> at - each.seenAt() > HELD_SECONDS);
        return held.values().stream()
                .map(Held::judgement)
                .sorted(Comparator.comparing(Judgement::type))
                .toList();
    }

    /**
     * What is held stays as it is worded while its reason stays, for words hold figures. The
     * stalled partitions are named anew when they change, and what the platform does at once.
     */
    private void hold(double at, Judgement judgement, Consumer<Judgement> news) {
        Held before = held.get(judgement.type());
        boolean same = before != null && isSame(before.judgement(), judgement);
        if (before != null && (same || isHeldOver(at, before, judgement))) {
            held.put(judgement.type(), new Held(before.judgement(), same ? at : before.seenAt()));
            return;
        }
        held.put(judgement.type(), new Held(judgement, at));
        if (isNews(judgement)) {
            news.accept(judgement);
        }
    }

    private static boolean isSame(Judgement before, Judgement now) {
        return before.truth() == now.truth()
                && before.reason() == now.reason()
                && (!isNamedAnew(now.type()) || before.message().equals(now.message()));
    }

    private static boolean isNamedAnew(ConditionType type) {
        return type == ConditionType.PartitionStalled || type == ConditionType.ScalingActive;
    }

    /** One limit after another within moments is told when the first has not been seen for long. */
    private static boolean isHeldOver(double at, Held before, Judgement now) {
        return !isNamedAnew(now.type()) && at - before.seenAt() <= HELD_SECONDS;
    }

    private static boolean isNews(Judgement judgement) {
        return judgement.type() != ConditionType.ScalingActive
                || judgement.reason() == ConditionReason.MetricsStale;
    }

    private static Judgement active(ScaledPipeline pipeline, Decision decision, int advised) {
        if (decision.findings().stream().anyMatch(Finding.MetricsStale.class::isInstance)) {
            return new Judgement(
                    ConditionType.ScalingActive,
                    Truth.False,
                    ConditionReason.MetricsStale,
                    "Kafka has not told for minutes how far the consumers are, so none of them goes; see the condition TopicsReady.");
        }
        return pipeline.acts()
                ? new Judgement(
                        ConditionType.ScalingActive,
                        Truth.True,
                        ConditionReason.Auto,
                        "The number of consumers follows what comes in, so that no row is older than %d s."
                                .formatted(pipeline.spec().consumer().latencyObjectiveSeconds()))
                : new Judgement(
                        ConditionType.ScalingActive,
                        Truth.False,
                        ConditionReason.Recommending,
                        "There are as many consumers as spec.consumer.replicas says; for rows that are never older than %d s, Auto would have %d."
                                .formatted(
                                        pipeline.spec().consumer().latencyObjectiveSeconds(),
                                        advised));
    }

    private static List<Judgement> findings(Decision decision) {
        List<Judgement> all = new ArrayList<>();
        List<Finding.PartitionStalled> stalled = new ArrayList<>();
        for (Finding each : decision.findings()) {
            switch (each) {
                case Finding.PartitionStalled found -> stalled.add(found);
                case Finding.HotPartition _ -> all.add(limited(ConditionReason.HotPartition, each));
                case Finding.DownstreamSaturated _ ->
                        all.add(limited(ConditionReason.DownstreamSaturated, each));
                case Finding.ZeroRefused _ -> all.add(limited(ConditionReason.ZeroRefused, each));
                case Finding.PartitionGrowthRecommended growth ->
                        all.add(
                                new Judgement(
                                        ConditionType.PartitionGrowthRecommended,
                                        Truth.True,
                                        reason(growth),
                                        DecisionText.finding(each)));
                case Finding.MetricsStale _ -> {}
            }
        }
        if (!stalled.isEmpty()) {
            all.add(stalled(stalled));
        }
        return all;
    }

    private static Judgement stalled(List<Finding.PartitionStalled> stalled) {
        String names =
                stalled.stream()
                        .sorted(Comparator.comparing(Finding.PartitionStalled::partition))
                        .limit(NAMED_MAX)
                        .map(each -> "%s (consumer %s)".formatted(each.partition(), each.owner()))
                        .collect(Collectors.joining(", "));
        String more =
                stalled.size() > NAMED_MAX
                        ? " and %d more".formatted(stalled.size() - NAMED_MAX)
                        : "";
        return new Judgement(
                ConditionType.PartitionStalled,
                Truth.True,
                ConditionReason.OwnerStuck,
                "Does not move, although others do: %s%s. More consumers would not help, so it counts for nothing when their number is decided. See the runbook HeadgateConsumerStalled."
                        .formatted(names, more));
    }

    private static ConditionReason reason(Finding.PartitionGrowthRecommended growth) {
        return switch (growth.why()) {
            case Replicas -> ConditionReason.TooFewPartitions;
            case HotPartition -> ConditionReason.HotPartition;
            case Unevenness -> ConditionReason.UnevenPartitions;
        };
    }

    private static Optional<Judgement> limit(ScaledPipeline pipeline, Decision decision) {
        Constraint constraint = decision.needs().constraint();
        int most = pipeline.settings().maxReplicas();
        return switch (constraint) {
            case Most ->
                    Optional.of(
                            limited(
                                    ConditionReason.AtMax,
                                    "What comes in needs %d consumers or more, and there may be no more: raise spec.consumer.maxReplicas."
                                            .formatted(most)));
            case Partitions ->
                    Optional.of(
                            limited(
                                    ConditionReason.AtPartitions,
                                    "What comes in needs as many consumers as there are partitions, or more: give the topics more partitions."));
            case Mean, Worst, Backlog, Least, Downstream -> Optional.empty();
        };
    }

    private static Judgement limited(ConditionReason reason, Finding finding) {
        return limited(reason, DecisionText.finding(finding));
    }

    private static Judgement limited(ConditionReason reason, String message) {
        return new Judgement(ConditionType.ScalingLimited, Truth.True, reason, message);
    }
}
