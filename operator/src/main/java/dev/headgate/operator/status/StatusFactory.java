// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.status;

import dev.headgate.operator.resource.PipelineCondition;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes conditions from judgements. What was not judged is Unknown; {@code Ready} sums up; the time
 * of a condition changes only when it flips. Equal inputs give equal conditions.
 */
public final class StatusFactory {

    /** The condition that sums up the others. */
    public static final String READY = "Ready";

    private static final String NOT_OBSERVED = "The operator has not looked at it yet.";
    private static final String DELETING = "The pipeline is being deleted.";
    private static final String ALL_READY = "Events are accepted and land in PostgreSQL.";

    private StatusFactory() {}

    /**
     * The conditions of a pipeline.
     *
     * @param previous the conditions so far
     * @param judgements what was found out now; of two about one type the first counts
     * @param generation generation of the spec that was judged
     */
    public static List<PipelineCondition> conditions(
            List<PipelineCondition> previous,
            List<Judgement> judgements,
            long generation,
            Instant now) {
        List<Judgement> all =
                Stream.of(ConditionType.values())
                        .flatMap(type -> of(type, judgements).stream())
                        .toList();
        Judgement summary = summary(all.stream().filter(each -> each.type().always()).toList());
        var conditions = new ArrayList<PipelineCondition>();
        conditions.add(condition(READY, summary, previous, generation, now));
        for (Judgement each : all) {
            conditions.add(condition(each.type().name(), each, previous, generation, now));
        }
        return List.copyOf(conditions);
    }

    /**
     * The conditions so far with one judgement more, for a pipeline of which nothing else is looked
     * at. What they say is as old as the generation that they name.
     */
    public static List<PipelineCondition> with(
            List<PipelineCondition> previous, Judgement judgement, long generation, Instant now) {
        return put(
                previous.isEmpty() ? conditions(List.of(), List.of(), generation, now) : previous,
                condition(judgement.type().name(), judgement, previous, generation, now));
    }

    /** The conditions of a pipeline that is being deleted: it is not ready, whatever it was. */
    public static List<PipelineCondition> deleting(
            List<PipelineCondition> previous, Judgement deleting, long generation, Instant now) {
        var gone =
                new Judgement(
                        ConditionType.Deleting,
                        Truth.False,
                        ConditionReason.BeingDeleted,
                        DELETING);
        return put(
                with(previous, deleting, generation, now),
                condition(READY, gone, previous, generation, now));
    }

    private static List<PipelineCondition> put(
            List<PipelineCondition> conditions, PipelineCondition condition) {
        var changed = new ArrayList<>(conditions);
        changed.replaceAll(each -> each.type().equals(condition.type()) ? condition : each);
        if (!changed.contains(condition)) {
            changed.add(condition);
        }
        return List.copyOf(changed);
    }

    private static Optional<Judgement> of(ConditionType type, List<Judgement> judgements) {
        Optional<Judgement> judged =
                judgements.stream().filter(each -> each.type() == type).findFirst();
        return type.always() && judged.isEmpty()
                ? Optional.of(
                        new Judgement(
                                type, Truth.Unknown, ConditionReason.NotObserved, NOT_OBSERVED))
                : judged;
    }

    /**
     * The first that is not so, else the first that is not known, else all is well. What only waits
     * for topics hides no cause.
     */
    private static Judgement summary(List<Judgement> all) {
        List<Judgement> causes =
                all.stream()
                        .filter(each -> each.reason() != ConditionReason.WaitingForTopics)
                        .toList();
        return first(causes, Truth.False)
                .or(() -> first(causes, Truth.Unknown))
                .or(() -> first(all, Truth.False))
                .orElseGet(() ->
                        new Judgement(
                                ConditionType.TopicsReady,
                                Truth.True,
                                ConditionReason.AllReady,
                                ALL_READY));
    }

    private static Optional<Judgement> first(List<Judgement> all, Truth truth) {
        return all.stream().filter(each -> each.truth() == truth).findFirst();
    }

    private static PipelineCondition condition(
            String type,
            Judgement judgement,
            List<PipelineCondition> previous,
            long generation,
            Instant now) {
        String since =
                previous.stream()
                        .filter(each -> each.type().equals(type))
                        .filter(each -> each.status() == judgement.truth())
                        .map(PipelineCondition::lastTransitionTime)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new PipelineCondition(
                type,
                judgement.truth(),
                generation,
                since,
                judgement.reason().name(),
                judgement.message());
    }
}
