// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.operator.growth.GrowthNews;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.TopicStatus;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.topic.TopicAction;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells in events what one look at a pipeline's topics came to, as far as it was seen done. */
final class TopicNews {

    private final PipelineEvents events;

    TopicNews(PipelineEvents events) {
        this.events = events;
    }

    void tell(PipelineResource pipeline, TopicFindings findings) {
        Map<String, TopicStatus> seen =
                findings.topics().stream()
                        .collect(Collectors.toMap(TopicStatus::name, Function.identity()));
        created(pipeline, findings.done(), seen);
        grown(pipeline, findings.done(), seen);
        configured(pipeline, findings.done());
        findings.growth()
                .news()
                .forEach(each -> events.send(pipeline, reason(each), each.sentence()));
        findings.judgements().stream()
                .filter(each -> each.reason() == ConditionReason.TopicConflict)
                .map(Judgement::message)
                .forEach(message -> events.send(pipeline, EventReason.TopicConflict, message));
    }

    private static EventReason reason(GrowthNews news) {
        return switch (news) {
            case GrowthNews.GrowthStarted _ -> EventReason.GrowthStarted;
            case GrowthNews.GrowthDone _ -> EventReason.GrowthDone;
            case GrowthNews.GrowthAborted _ -> EventReason.GrowthAborted;
        };
    }

    private void created(
            PipelineResource pipeline, List<TopicAction> done, Map<String, TopicStatus> seen) {
        String names =
                done.stream()
                        .filter(TopicAction.Create.class::isInstance)
                        .map(TopicAction::topic)
                        .filter(name -> mine(name, seen))
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            events.send(pipeline, EventReason.TopicsCreated, "Made in Kafka: %s.".formatted(names));
        }
    }

    /** Topics that belong to another are not in the status; each goes with its topic. */
    private static boolean mine(String name, Map<String, TopicStatus> seen) {
        return seen.containsKey(name)
                || seen.keySet().stream()
                        .anyMatch(topic ->
                                PipelineNames.deadLetterTopic(topic).equals(name)
                                        || PipelineNames.refusedTopic(topic).equals(name));
    }

    private void grown(
            PipelineResource pipeline, List<TopicAction> done, Map<String, TopicStatus> seen) {
        for (TopicAction action : done) {
            TopicStatus now = seen.get(action.topic());
            if (action instanceof TopicAction.Grow(String topic, int partitions)
                    && now != null
                    && now.partitions() >= partitions) {
                events.send(
                        pipeline,
                        EventReason.PartitionsIncreased,
                        "Topic %s has %d partitions now.".formatted(topic, partitions));
            }
        }
    }

    private void configured(PipelineResource pipeline, List<TopicAction> done) {
        for (TopicAction action : done) {
            if (action instanceof TopicAction.AlterConfigs(String topic, var configs)) {
                events.send(
                        pipeline,
                        EventReason.TopicsConfigured,
                        "Settings of topic %s were changed to what the spec says: %s."
                                .formatted(
                                        topic,
                                        configs.keySet().stream()
                                                .sorted()
                                                .collect(Collectors.joining(", "))));
            }
        }
    }
}
