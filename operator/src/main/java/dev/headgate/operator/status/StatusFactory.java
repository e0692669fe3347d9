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
                Stream.of(ConditionType.values()).map(type -> of(type, judgements)).toList();
        Judgement summary = summary(all);
        var conditions = new ArrayList<PipelineCondition>();
        conditions.add(condition(READY, summary, previous, generation, now));
        for (Judgement each : all) {
            conditions.add(condition(each.type().name(), each, previous, generation, now));
        }
        return List.copyOf(conditions);
    }

    private static Judgement of(ConditionType type, List<Judgement> judgements) {
        return judgements.stream()
                .filter(each -> each.type() == type)
                .findFirst()
                .orElseGet(() ->
                        new Judgement(
                                type, Truth.Unknown, ConditionReason.NotObserved, NOT_OBSERVED));
    }

    /** The first that is not so, else the first that is not known, else all is well. */
    private static Judgement summary(List<Judgement> all) {
        return first(all, Truth.False)
                .or(() -> first(all, Truth.Unknown))
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
