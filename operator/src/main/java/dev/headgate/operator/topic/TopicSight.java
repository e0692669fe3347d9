// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.contract.topic.WantedTopic;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.TopicStatus;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What Kafka has of a pipeline's topics and who has them, as people are told. */
record TopicSight(ClusterSnapshot snapshot, Map<String, TopicOwnership> ownership) {

    /** More than these would hide the first among them. */
    private static final int SENTENCES_MAX = 3;

    private static final String WANTED = "All topics are in Kafka as the spec wants them.";

    /**
     * The spec's topics that exist and are the pipeline's own; without those that belong to them.
     */
    List<TopicStatus> statuses(TopicRequest request) {
        return request.wanted().stream()
                .filter(topic -> topic.takesEvents() && ours(topic))
                .map(topic -> snapshot.topics().get(topic.name()))
                .filter(Objects::nonNull)
                .map(found ->
                        new TopicStatus(
                                found.name(),
                                found.topicId(),
                                found.partitions(),
                                found.replicationFactor()))
                .toList();
    }

    /** Whether all topics are there, are the pipeline's own, and take records. */
    boolean usable(TopicRequest request) {
        return request.wanted().stream()
                .allMatch(topic ->
                        ours(topic)
                                && !starting(topic)
                                && request.foreignOwner(topic.name(), snapshot.clusterId())
                                        .isEmpty());
    }

    private boolean ours(WantedTopic topic) {
        return ownership.get(topic.name()) instanceof TopicOwnership.Ours;
    }

    /** A topic is there before its partitions have leaders. */
    private boolean starting(WantedTopic topic) {
        FoundTopic found = snapshot.topics().get(topic.name());
        return found == null || found.leaderless() > 0;
    }

    /**
     * What the condition says.
     *
     * @param rest what is still to be done
     */
    Judgement judgement(TopicRequest request, TopicPlan rest, List<TopicProblem> problems) {
        if (!problems.isEmpty()) {
            return judgement(Truth.False, problems.getFirst().reason(), told(problems));
        }
        List<String> starting =
                request.wanted().stream().filter(this::starting).map(WantedTopic::name).toList();
        if (!starting.isEmpty() || !rest.actions().isEmpty()) {
            return judgement(
                    Truth.False,
                    ConditionReason.TopicsStarting,
                    "Kafka is making or changing topics, and some of their partitions have no leader yet.");
        }
        List<PendingGrowth> asked = rest.growths().stream().filter(PendingGrowth::asked).toList();
        return asked.isEmpty()
                ? judgement(Truth.True, ConditionReason.TopicsAsWanted, WANTED)
                : judgement(Truth.False, ConditionReason.PartitionsDraining, draining(asked));
    }

    private static String told(List<TopicProblem> problems) {
        String said =
                problems.stream()
                        .limit(SENTENCES_MAX)
                        .map(TopicProblem::sentence)
                        .collect(Collectors.joining(" "));
        int more = problems.size() - SENTENCES_MAX;
        return more > 0 ? "%s There are %d more problems with topics.".formatted(said, more) : said;
    }

    private static String draining(List<PendingGrowth> growths) {
        return growths.stream()
                .limit(SENTENCES_MAX)
                .map(growth ->
                        "Topic %s grows from %d to %d partitions once all its earlier events have landed."
                                .formatted(growth.topic(), growth.from(), growth.to()))
                .collect(Collectors.joining(" "));
    }

    private static Judgement judgement(Truth truth, ConditionReason reason, String message) {
        return new Judgement(ConditionType.TopicsReady, truth, reason, message);
    }
}
