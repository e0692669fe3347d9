// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.contract.topic.WantedTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Brings the topics of one pipeline to what its spec wants: look, claim, plan, change, look again.
 * It may be cut off between any two steps and be begun anew. A pipeline that is as wanted costs no
 * write anywhere.
 */
public final class TopicReconciliation {

    private final KafkaClusters clusters;
    private final TopicClaims claims;
    private final BooleanSupplier leading;

    /**
     * Works on clusters.
     *
     * @param leading whether this operator is the one that acts; asked before each change
     */
    public TopicReconciliation(
            KafkaClusters clusters, TopicClaims claims, BooleanSupplier leading) {
        this.clusters = clusters;
        this.claims = claims;
        this.leading = leading;
    }

    /** One run; blocks for a limited time, whatever Kafka does. */
    public TopicResult run(KafkaAccess access, TopicRequest request) {
        return switch (clusters.use(access, cluster -> run(cluster, request))) {
            case KafkaClusters.Use.Refused<TopicResult>(ClusterTrouble trouble) -> blind(trouble);
            case KafkaClusters.Use.Done<TopicResult>(TopicResult result) -> result;
        };
    }

    private TopicResult run(KafkaCluster cluster, TopicRequest request) {
        return switch (look(cluster, request)) {
            case Look.Failed(TopicResult result) -> result;
            case Look.Seen seen -> {
                TopicPlan plan = seen.plan(request);
                yield plan.actions().isEmpty()
                        ? seen.result(request, List.of(), List.of())
                        : change(cluster, request, plan);
            }
        };
    }

    private TopicResult change(KafkaCluster cluster, TopicRequest request, TopicPlan plan) {
        Set<String> deadLetterTopics =
                request.wanted().stream()
                        .filter(WantedTopic::takesDeadLetters)
                        .map(WantedTopic::name)
                        .collect(Collectors.toSet());
        return switch (new PlanExecution(cluster, leading).run(plan, deadLetterTopics)) {
            case PlanExecution.End.NotLeading _ -> new TopicResult.NotLeading();
            case PlanExecution.End.Away(ClusterTrouble trouble) -> blind(trouble);
            case PlanExecution.End.Complete(List<TopicAction> done, List<TopicProblem> refused) ->
                    // What was asked for is not believed before it is seen.
                    switch (look(cluster, request)) {
                        case Look.Failed(TopicResult result) -> result;
                        case Look.Seen seen -> seen.result(request, done, refused);
                    };
        };
    }

    /** What Kafka has and who has it. */
    private sealed interface Look {

        record Seen(TopicSight sight) implements Look {
            TopicPlan plan(TopicRequest request) {
                return TopicPlan.of(request, sight.snapshot(), sight.ownership());
            }

            TopicResult result(
                    TopicRequest request, List<TopicAction> done, List<TopicProblem> refused) {
                TopicPlan rest = plan(request);
                var problems = new ArrayList<>(rest.problems());
                refused.stream().filter(each -> !problems.contains(each)).forEach(problems::add);
                return new TopicResult.Looked(
                        sight.statuses(request),
                        sight.judgement(request, rest, problems),
                        sight.usable(request),
                        done,
                        rest.growths());
            }
        }

        record Failed(TopicResult result) implements Look {}
    }

    private Look look(KafkaCluster cluster, TopicRequest request) {
        List<String> names = request.wanted().stream().map(WantedTopic::name).toList();
        return switch (cluster.read(names)) {
            case ClusterReading.Unreachable(ClusterTrouble trouble) ->
                    new Look.Failed(blind(trouble));
            case ClusterReading.Reachable(ClusterSnapshot snapshot) -> claim(request, snapshot);
        };
    }

    private Look claim(TopicRequest request, ClusterSnapshot snapshot) {
        if (!leading.getAsBoolean()) {
            return new Look.Failed(new TopicResult.NotLeading());
        }
        return switch (claims.claim(request, snapshot)) {
            case TopicClaims.Outcome.NotStored(var judgement) ->
                    new Look.Failed(new TopicResult.Blind(judgement));
            case TopicClaims.Outcome.Known(var ownership) ->
                    new Look.Seen(new TopicSight(snapshot, ownership));
        };
    }

    private static TopicResult blind(ClusterTrouble trouble) {
        return new TopicResult.Blind(trouble.judgement());
    }
}
