// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.topic.WantedTopic;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.topic.TopicAction.AlterConfigs;
import dev.headgate.operator.topic.TopicAction.Create;
import dev.headgate.operator.topic.TopicAction.Grow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

    private static final PipelineIdentity OWNER = new PipelineIdentity("shop", "orders", "uid-1");

    @Test
    void makesWhatIsMissingWithTheBrokersNumberOfCopies() {
        TopicPlan plan = plan(request("[{name: orders, partitions: 6}]"), Map.of());

        assertThat(plan.actions())
                .extracting(TopicAction::topic)
                .containsExactly("dlq.orders", "orders");
        assertThat(plan.actions().getLast())
                .isInstanceOfSatisfying(
                        Create.class,
                        create -> {
                            assertThat(create.partitions()).isEqualTo(6);
                            assertThat(create.replicationFactor()).isEqualTo(3);
                            assertThat(create.configs()).containsEntry("min.insync.replicas", "2");
                        });
    }

    @Test
    void doesNothingWhenAllIsAsWanted() {
        TopicRequest request = request("[{name: orders, partitions: 6}]");

        TopicPlan plan = plan(request, asWanted(request, 6, 6));

        assertThat(plan).isEqualTo(new TopicPlan(List.of(), List.of(), List.of()));
    }

    @Test
    void leavesPartitionsThatTheSpecDoesNotAskFor() {
        TopicRequest request = request("[{name: orders, partitions: 2}]");

        assertThat(plan(request, asWanted(request, 6, 6)).actions()).isEmpty();
    }

    @Test
    void aDeadLetterTopicFollowsATopicGrownByHand() {
        TopicRequest request = request("[{name: orders, partitions: 2}]");

        assertThat(plan(request, asWanted(request, 6, 2)).actions())
                .containsExactly(new Grow("dlq.orders", 6));
    }

    @Test
    void theTopicOfRefusedEventsHasOnePartitionAndNeverGrows() {
        var request =
                new TopicRequest(
                        OWNER,
                        WantedTopics.of(
                                "[{name: orders, partitions: 6, maxPartitions: 9,"
                                        + " partitionBy: None, partitionGrowth: Unkeyed}]",
                                "{keepRefused: true}"),
                        Map.of("orders", 9),
                        Set.of(),
                        Map.of());

        assertThat(plan(request, Map.of()).actions())
                .filteredOn(action -> action.topic().equals("refused.orders"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Create.class, create -> assertThat(create.partitions()).isEqualTo(1));
        assertThat(plan(request, asWanted(request, 1, 1)).actions())
                .containsExactly(new Grow("dlq.orders", 9), new Grow("orders", 9));
    }

    @Test
    void growsTheDeadLetterTopicFirst() {
        TopicRequest request = request("[{name: orders, partitions: 6}]");

        assertThat(plan(request, asWanted(request, 2, 2)).actions())
                .containsExactly(new Grow("dlq.orders", 6), new Grow("orders", 6));
    }

    @Test
    void leavesATopicThatAnotherOperatorManagesAndSaysHowToTakeItOver() {
        TopicRequest request = request("[{name: orders}]");

        TopicPlan plan = plan(managed(request, "cluster"), Map.of());

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.reason()).isEqualTo(ConditionReason.TopicConflict);
                    assertThat(problem.sentence())
                            .startsWith("Topic orders belongs to the KafkaTopic kafka/orders")
                            .contains("annotate kafkatopic orders strimzi.io/managed=false");
                });
    }

    @Test
    void aKafkaTopicOfAnotherKafkaIsNoConflict() {
        TopicRequest request = request("[{name: orders}]");

        assertThat(plan(managed(request, "another-kafka"), Map.of()).problems()).isEmpty();
        assertThat(plan(managed(request, null), Map.of()).problems()).hasSize(1);
    }

    @Test
    void aWishOfThePlatformCountsOnlyWhereThePolicyLetsItAndUpToTheMost() {
        String topic =
                "[{name: orders, partitions: 2, maxPartitions: 8, partitionBy: None, partitionGrowth: %s}]";
        TopicRequest manual = wishing(request(topic.formatted("Manual")), 20);
        TopicRequest unkeyed = wishing(request(topic.formatted("Unkeyed")), 20);

        assertThat(plan(manual, asWanted(manual, 2, 2)).actions()).isEmpty();
        assertThat(plan(unkeyed, asWanted(unkeyed, 2, 2)).actions())
                .containsExactly(new Grow("dlq.orders", 8), new Grow("orders", 8));
    }

    @Test
    void underDrainThenGrowTheTopicWaitsAndItsDeadLetterTopicDoesNot() {
        TopicRequest request =
                request("[{name: orders, partitions: 6, partitionGrowth: DrainThenGrow}]");

        TopicPlan waiting = plan(request, asWanted(request, 2, 2));

        assertThat(waiting.actions()).containsExactly(new Grow("dlq.orders", 6));
        assertThat(waiting.growths()).containsExactly(new PendingGrowth("orders", 2, 6, true));
    }

    @Test
    void repairsOwnedAndListedSettingsAndNamesNoOthers() {
        TopicRequest request =
                request("[{name: orders, partitions: 2, configs: {compression.type: zstd}}]");
        Map<String, FoundTopic> found = new HashMap<>(asWanted(request, 2, 2));
        var configs = new HashMap<>(request.wanted().getFirst().configs(3));
        configs.put("retention.ms", "1000");
        configs.put("compression.type", "producer");
        configs.put("segment.bytes", "1048576");
        found.put("orders", new FoundTopic("orders", "id-orders", 2, 3, 0, configs));

        assertThat(plan(request, found).actions())
                .containsExactly(
                        new AlterConfigs(
                                "orders",
                                Map.of("retention.ms", "604800000", "compression.type", "zstd")));
    }

    @Test
    void tellsOfMoreCopiesThanBrokers() {
        TopicPlan plan =
                plan(request("[{name: orders, partitions: 2, replicationFactor: 5}]"), Map.of());

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.problems())
                .contains(new TopicProblem.ReplicationAboveBrokers("orders", 5, 3));
    }

    @Test
    void tellsOfAnotherNumberOfCopies() {
        TopicRequest request = request("[{name: orders, partitions: 2, replicationFactor: 2}]");

        assertThat(plan(request, asWanted(request, 2, 2)).problems())
                .contains(new TopicProblem.ReplicationDiffers("orders", 2, 3));
    }

    @Test
    void aTopicOfSomebodyElseAndItsDeadLettersAreLeftAlone() {
        TopicRequest request = request("[{name: orders, partitions: 2}]");
        var ownership = new HashMap<>(ours(request));
        ownership.put("orders", new TopicOwnership.Theirs("the pipeline shop/other"));

        TopicPlan plan = TopicPlan.of(request, snapshot(Map.of(), Set.of()), ownership);

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.problems())
                .containsExactly(
                        new TopicProblem.TopicConflict("orders", "the pipeline shop/other"));
    }

    @Test
    void tellsOfATopicThatIsAnotherOne() {
        TopicRequest request = request("[{name: orders, partitions: 2}]");
        var ownership = new HashMap<>(ours(request));
        ownership.put("orders", new TopicOwnership.Ours("id-before"));

        TopicPlan plan =
                TopicPlan.of(request, snapshot(asWanted(request, 2, 2), Set.of()), ownership);

        assertThat(plan.problems())
                .containsExactly(
                        new TopicProblem.TopicRecreated("orders", "id-before", "id-orders"));
    }

    @Test
    void tellsOfATopicThatMayNotBeSeen() {
        TopicRequest request = request("[{name: orders, partitions: 2}]");

        TopicPlan plan =
                TopicPlan.of(
                        request, snapshot(Map.of(), Set.of("orders", "dlq.orders")), ours(request));

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.problems()).contains(new TopicProblem.NotAuthorized("orders", "describe"));
    }

    private static TopicRequest request(String topics) {
        return TopicRequest.of(OWNER, WantedTopics.of(topics));
    }

    private static TopicRequest wishing(TopicRequest request, int partitions) {
        return new TopicRequest(
                OWNER, request.wanted(), Map.of("orders", partitions), Set.of(), Map.of());
    }

    private static TopicRequest managed(TopicRequest request, @Nullable String clusterId) {
        return new TopicRequest(
                request.owner(),
                request.wanted(),
                Map.of(),
                Set.of(),
                Map.of("orders", List.of(new ForeignOwner("kafka", "orders", clusterId))));
    }

    private static TopicPlan plan(TopicRequest request, Map<String, FoundTopic> found) {
        return TopicPlan.of(request, snapshot(found, Set.of()), ours(request));
    }

    private static ClusterSnapshot snapshot(Map<String, FoundTopic> found, Set<String> denied) {
        return new ClusterSnapshot("cluster", 3, 3, found, denied);
    }

    private static Map<String, TopicOwnership> ours(TopicRequest request) {
        var ownership = new HashMap<String, TopicOwnership>();
        request.wanted()
                .forEach(topic -> ownership.put(topic.name(), new TopicOwnership.Ours(null)));
        return ownership;
    }

    private static Map<String, FoundTopic> asWanted(
            TopicRequest request, int partitions, int deadLetterPartitions) {
        var found = new HashMap<String, FoundTopic>();
        for (WantedTopic topic : request.wanted()) {
            int count = topic.takesDeadLetters() ? deadLetterPartitions : partitions;
            found.put(
                    topic.name(),
                    new FoundTopic(
                            topic.name(), "id-" + topic.name(), count, 3, 0, topic.configs(3)));
        }
        return found;
    }
}
