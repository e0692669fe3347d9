// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.operator.topic.TopicAction.AlterConfigs;
import dev.headgate.operator.topic.TopicAction.Create;
import dev.headgate.operator.topic.TopicAction.Grow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The changes of one plan, asked of Kafka in one request for each kind. Used once. */
final class PlanExecution {

    /** How it ended. */
    sealed interface End {

        /** Kafka answered everything; what was asked and what was refused. */
        record Complete(List<TopicAction> done, List<TopicProblem> refused) implements End {
            public Complete {
                done = List.copyOf(done);
                refused = List.copyOf(refused);
            }
        }

        /** Kafka stopped answering in the midst. */
        record Away(ClusterTrouble trouble) implements End {}

        /** Another operator leads by now. */
        record NotLeading() implements End {}
    }

    private final KafkaCluster cluster;
    private final BooleanSupplier leading;
    private final List<TopicAction> done = new ArrayList<>();
    private final List<TopicProblem> refused = new ArrayList<>();

    PlanExecution(KafkaCluster cluster, BooleanSupplier leading) {
        this.cluster = cluster;
        this.leading = leading;
    }

    /**
     * Asks for all. A topic grows only after its dead-letter topic: its consumers may send a record
     * of the new partitions there at once.
     *
     * @param deadLetterTopics names of those among the topics
     */
    End run(TopicPlan plan, Set<String> deadLetterTopics) {
        List<Grow> growths = of(plan, Grow.class);
        return step(of(plan, Create.class), cluster::create)
                .or(() ->
                        step(
                                growths.stream()
                                        .filter(each -> deadLetterTopics.contains(each.topic()))
                                        .toList(),
                                cluster::grow))
                .or(() -> step(followers(growths, deadLetterTopics), cluster::grow))
                .or(() -> step(of(plan, AlterConfigs.class), cluster::configure))
                .orElseGet(() -> new End.Complete(done, refused));
    }

    private List<Grow> followers(List<Grow> growths, Set<String> deadLetterTopics) {
        var stuck = new HashSet<String>();
        refused.forEach(problem -> stuck.add(problem.topic()));
        return growths.stream()
                .filter(each -> !deadLetterTopics.contains(each.topic()))
                .filter(each -> !stuck.contains(PipelineNames.deadLetterTopic(each.topic())))
                .toList();
    }

    private <A extends TopicAction> Optional<End> step(
            List<A> actions, Function<List<A>, ClusterWriting> call) {
        if (actions.isEmpty()) {
            return Optional.empty();
        }
        if (!leading.getAsBoolean()) {
            return Optional.of(new End.NotLeading());
        }
        done.addAll(actions);
        return switch (call.apply(actions)) {
            case ClusterWriting.Unreachable(ClusterTrouble trouble) ->
                    Optional.of(new End.Away(trouble));
            case ClusterWriting.Answered(List<TopicProblem> problems) -> {
                refused.addAll(problems);
                yield Optional.empty();
            }
        };
    }

    private static <A extends TopicAction> List<A> of(TopicPlan plan, Class<A> kind) {
        return plan.actions().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
