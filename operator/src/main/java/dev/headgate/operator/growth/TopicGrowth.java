// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.operator.growth.GrowthNews.GrowthAborted;
import dev.headgate.operator.growth.GrowthNews.GrowthDone;
import dev.headgate.operator.growth.GrowthNews.GrowthStarted;
import dev.headgate.operator.resource.GrowthStatus;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.topic.GrowingTopics;
import dev.headgate.operator.topic.GrowthProtocol;
import dev.headgate.operator.topic.GrowthState;
import dev.headgate.operator.topic.PendingGrowth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Grows topics under {@code DrainThenGrow}: a step at each look, with all that must outlive this
 * operator in the status. Between two looks nothing runs here; a gate that nobody looks after opens
 * by itself. For any number of threads, as long as no two look at one pipeline.
 */
public final class TopicGrowth implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration INGEST_ANSWER_MAX = Duration.ofSeconds(2);

    private final GrowthTools tools;

    /**
     * Grows topics.
     *
     * @param leading whether this operator is the one that acts; asked before each change
     */
    public TopicGrowth(
            IngestReplicas ingest,
            GrowingTopics topics,
            BooleanSupplier leading,
            InstantSource clock) {
        this(
                new GrowthTools(
                        ingest,
                        new GateClient(INGEST_ANSWER_MAX),
                        topics,
                        GrowthProtocol.USUAL,
                        new LandingPace(clock),
                        leading,
                        clock));
    }

    TopicGrowth(GrowthTools tools) {
        this.tools = tools;
    }

    /** Takes each growth a step further; blocks for a few seconds at most. */
    public GrowthOutcome look(GrowthRequest request) {
        if (request.wanted().isEmpty() && request.previous().isEmpty()) {
            return GrowthOutcome.NONE;
        }
        if (!tools.leading().getAsBoolean()) {
            return GrowthOutcome.unseen(request.previous());
        }
        var before = new TreeMap<String, GrowthState>();
        request.wanted().forEach(growth -> before.put(growth.topic(), new GrowthState.Idle()));
        request.previous()
                .forEach(status -> before.put(status.name(), GrowthStatuses.state(status)));
        Map<String, GrowthState> due =
                before.entrySet().stream()
                        .filter(entry -> untilDue(entry.getValue()).isZero())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var after = new TreeMap<>(before);
        Set<String> behind = Set.of();
        if (!due.isEmpty()) {
            GrowthLook.Result result = new GrowthLook(tools, request).step(due);
            after.putAll(result.states());
            behind = result.behind();
        }
        Duration pause = after.equals(before) ? POLL : SOON;
        return new GrowthOutcome(
                statuses(after),
                judgement(request, after, behind),
                news(before, after),
                after.values().stream()
                        .map(this::untilDue)
                        .map(wait -> wait.isZero() ? pause : wait.plus(POLL))
                        .min(Comparator.naturalOrder()));
    }

    private Duration untilDue(GrowthState state) {
        return switch (state) {
            case GrowthState.Idle _, GrowthState.Draining _, GrowthState.Growing _ -> Duration.ZERO;
            case GrowthState.Opening opening -> until(opening.open().expiresAt());
            case GrowthState.Aborted aborted -> until(aborted.notBefore());
        };
    }

    private Duration until(Instant time) {
        Duration left = Duration.between(tools.clock().instant(), time);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static List<GrowthStatus> statuses(Map<String, GrowthState> states) {
        return states.entrySet().stream()
                .map(entry -> GrowthStatuses.status(entry.getKey(), entry.getValue()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Says of the first growth that the spec asks for and that does not go on, why. */
    private static Optional<Judgement> judgement(
            GrowthRequest request, Map<String, GrowthState> states, Set<String> behind) {
        for (PendingGrowth growth : request.wanted()) {
            if (!growth.asked()) {
                continue;
            }
            if (states.get(growth.topic()) instanceof GrowthState.Aborted aborted) {
                return Optional.of(judgement(growth, aborted));
            }
            if (behind.contains(growth.topic())) {
                return Optional.of(behind(growth));
            }
        }
        return Optional.empty();
    }

    private static Judgement behind(PendingGrowth growth) {
        return new Judgement(
                ConditionType.TopicsReady,
                Truth.False,
                ConditionReason.PartitionsDraining,
                "Topic %s waits to grow from %d to %d partitions: its consumers are too far behind to be through within seconds, and for so long ingest would have to hold its events back. It grows once they have caught up; raise their number, or send less for a while."
                        .formatted(growth.topic(), growth.from(), growth.to()));
    }

    private static Judgement judgement(PendingGrowth growth, GrowthState.Aborted aborted) {
        return new Judgement(
                ConditionType.TopicsReady,
                Truth.False,
                ConditionReason.GrowthAborted,
                "Topic %s did not grow from %d to %d partitions, since %s; its events are taken as before. It is tried again ten minutes after that."
                        .formatted(
                                growth.topic(),
                                growth.from(),
                                growth.to(),
                                GrowthNews.words(aborted.hindrance())));
    }

    private static List<GrowthNews> news(
            Map<String, GrowthState> before, Map<String, GrowthState> after) {
        var news = new ArrayList<GrowthNews>();
        after.forEach((topic, state) -> {
            GrowthState last = before.getOrDefault(topic, new GrowthState.Idle());
            if (last.getClass() != state.getClass()) {
                news(topic, last, state).ifPresent(news::add);
            }
        });
        return news;
    }

    private static Optional<GrowthNews> news(String topic, GrowthState last, GrowthState state) {
        return switch (state) {
            case GrowthState.Draining draining when !(last instanceof GrowthState.Growing) ->
                    Optional.of(new GrowthStarted(topic, draining.closed().partitions()));
            case GrowthState.Opening opening ->
                    Optional.of(new GrowthDone(topic, opening.open().partitions()));
            case GrowthState.Aborted aborted ->
                    Optional.of(new GrowthAborted(topic, aborted.hindrance()));
            case GrowthState.Idle _, GrowthState.Draining _, GrowthState.Growing _ ->
                    Optional.empty();
        };
    }

    @Override
    public void close() {
        tools.gates().close();
    }
}
