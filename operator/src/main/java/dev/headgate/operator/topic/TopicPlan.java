// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.contract.pipeline.PartitionGrowth;
import dev.headgate.contract.topic.WantedTopic;
import dev.headgate.contract.topic.WantedTopic.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done so that Kafka has what a pipeline wants, and what stands in the way. Nothing
 * is ever taken away: a topic with more partitions than the spec says keeps them, for the spec
 * names the least.
 *
 * @param actions topics that belong to others before those that need them
 * @param growths partitions that wait for earlier events to land
 */
record TopicPlan(
        List<TopicAction> actions, List<TopicProblem> problems, List<PendingGrowth> growths) {

    TopicPlan {
        actions = List.copyOf(actions);
        problems = List.copyOf(problems);
        growths = List.copyOf(growths);
    }

    /**
     * Compares what is wanted with what there is.
     *
     * @param ownership who has each topic; one that is not there is nobody's and left alone
     */
    static TopicPlan of(
            TopicRequest request, ClusterSnapshot snapshot, Map<String, TopicOwnership> ownership) {
        var draft = new Draft(request, snapshot, ownership);
        request.wanted().stream().filter(topic -> !topic.takesEvents()).forEach(draft::add);
        request.wanted().stream().filter(WantedTopic::takesEvents).forEach(draft::add);
        return new TopicPlan(draft.actions, draft.problems, draft.growths);
    }

    /** A plan that grows; used by one thread, once. */
    private static final class Draft {

        private final TopicRequest request;
        private final ClusterSnapshot snapshot;
        private final Map<String, TopicOwnership> ownership;
        private final List<TopicAction> actions = new ArrayList<>();
        private final List<TopicProblem> problems = new ArrayList<>();
        private final List<PendingGrowth> growths = new ArrayList<>();

        Draft(
                TopicRequest request,
                ClusterSnapshot snapshot,
                Map<String, TopicOwnership> ownership) {
            this.request = request;
            this.snapshot = snapshot;
            this.ownership = ownership;
        }

        void add(WantedTopic topic) {
            // What belongs to a topic that is somebody else's is not ours either.
            boolean foreign = theirs(topic.spec().name()).isPresent();
            Optional<TopicProblem> theirs = theirs(topic.name());
            if (theirs.isPresent()) {
                problems.add(theirs.get());
            } else if (!foreign && ownership.containsKey(topic.name())) {
                compare(topic);
            }
        }

        private void compare(WantedTopic topic) {
            FoundTopic found = snapshot.topics().get(topic.name());
            if (snapshot.denied().contains(topic.name())) {
                problems.add(new TopicProblem.NotAuthorized(topic.name(), "describe"));
            } else if (found == null) {
                create(topic);
            } else {
                adapt(topic, found);
            }
        }

        private Optional<TopicProblem> theirs(String name) {
            Optional<ForeignOwner> foreign = request.foreignOwner(name, snapshot.clusterId());
            if (foreign.isPresent()) {
                return Optional.of(new TopicProblem.ManagedElsewhere(name, foreign.get()));
            }
            return ownership.get(name) instanceof TopicOwnership.Theirs theirs
                    ? Optional.of(new TopicProblem.TopicConflict(name, theirs.claimant()))
                    : Optional.empty();
        }

        private void create(WantedTopic topic) {
            Integer copies =
                    topic.replicationFactor() == null
                            ? snapshot.defaultReplication()
                            : topic.replicationFactor();
            if (copies != null && copies > snapshot.brokers()) {
                problems.add(
                        new TopicProblem.ReplicationAboveBrokers(
                                topic.name(), copies, snapshot.brokers()));
                return;
            }
            actions.add(
                    new TopicAction.Create(
                            topic.name(), partitions(topic), copies, topic.configs(copies)));
        }

        private void adapt(WantedTopic topic, FoundTopic found) {
            recreated(topic.name(), found).ifPresent(problems::add);
            Integer copies = topic.replicationFactor();
            if (copies != null && copies != found.replicationFactor()) {
                problems.add(
                        new TopicProblem.ReplicationDiffers(
                                topic.name(), copies, found.replicationFactor()));
            }
            int goal = partitions(topic);
            if (found.partitions() < goal) {
                grow(topic, found.partitions(), goal);
            }
            Map<String, String> drift = drift(topic, found);
            if (!drift.isEmpty()) {
                actions.add(new TopicAction.AlterConfigs(topic.name(), drift));
            }
        }

        private Optional<TopicProblem> recreated(String name, FoundTopic found) {
            @Nullable String known =
                    ownership.get(name) instanceof TopicOwnership.Ours ours ? ours.topicId() : null;
            return known == null || known.equals(found.topicId())
                    ? Optional.empty()
                    : Optional.of(new TopicProblem.TopicRecreated(name, known, found.topicId()));
        }

        private void grow(WantedTopic topic, int from, int to) {
            boolean ordered = topic.spec().partitionGrowth() == PartitionGrowth.DrainThenGrow;
            if (topic.takesEvents() && ordered) {
                growths.add(new PendingGrowth(topic.name(), from, to, from < topic.partitions()));
            } else {
                actions.add(new TopicAction.Grow(topic.name(), to));
            }
        }

        private int partitions(WantedTopic topic) {
            int goal = topic.partitions();
            if (topic.purpose() == Purpose.RefusedEvents) {
                return goal;
            }
            if (topic.spec().partitionGrowth() != PartitionGrowth.Manual) {
                int wish = request.requestedPartitions().getOrDefault(topic.spec().name(), 0);
                goal = Math.max(goal, Math.min(wish, topic.spec().partitionsMax()));
            }
            if (topic.takesEvents()) {
                return goal;
            }
            // Somebody may have grown the topic by hand.
            FoundTopic main = snapshot.topics().get(topic.spec().name());
            return main == null ? goal : Math.max(goal, main.partitions());
        }

        private static Map<String, String> drift(WantedTopic topic, FoundTopic found) {
            var drift = new TreeMap<String, String>();
            topic.configs(found.replicationFactor())
                    .forEach((name, value) -> {
                        if (!value.equals(found.configs().get(name))) {
                            drift.put(name, value);
                        }
                    });
            return drift;
        }
    }
}
