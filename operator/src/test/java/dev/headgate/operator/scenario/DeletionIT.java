// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pipeline goes; its children go with it, its topics as policy and annotation say. */
@ExtendWith(ScenarioCluster.class)
class DeletionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void retainedTopicsStayAndNothingHoldsThePipeline(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.createMinimal();
            story.awaitReady("orders");
            assertThat(story.pipeline("orders").getMetadata().getFinalizers()).isEmpty();

            story.delete("orders");

            awaitAllGone(story);
            assertThat(topics(story)).containsOnlyKeys(named(story));
        }
    }

    @Test
    void topicsThatPolicyAndAnnotationNameGoWithTheirDeadLetters(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            createDeleting(story, "Abandon", story.namespace());
            story.awaitReady("orders");
            assertThat(story.pipeline("orders").getMetadata().getFinalizers()).hasSize(1);

            story.delete("orders");

            awaitAllGone(story);
            await().atMost(Scenario.SOON).untilAsserted(() -> assertThat(topics(story)).isEmpty());
        }
    }

    @Test
    void withoutTheAnnotationTopicsStay(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            createDeleting(story, "Abandon", "");
            story.awaitReady("orders");

            story.delete("orders");

            awaitAllGone(story);
            assertThat(topics(story)).containsOnlyKeys(named(story));
        }
    }

    @Test
    void theFinalizerGoesWhenNoTopicNeedsItAnyMore(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            createDeleting(story, "Abandon", story.namespace());
            story.awaitReady("orders");

            story.change(
                    "orders",
                    "spec: {topics: [{name: %s, partitions: 2, deletionPolicy: Retain}]}"
                            .formatted(story.namespace()));

            await().atMost(Scenario.SOON)
                    .until(() -> story.pipeline("orders").getMetadata().getFinalizers().isEmpty());
        }
    }

    @Test
    void aBrokerThatIsAwayHoldsThePipelineForTenMinutesAndNoLonger(ScenarioServers servers) {
        var clock = new ShiftedClock();
        try (Scenario story = Scenario.begin(servers)) {
            story.operator(clock);
            createDeleting(story, "Abandon", story.namespace());
            story.awaitReady("orders");
            servers.kafka().kill();
            try {
                story.delete("orders");

                await().atMost(Scenario.SOON)
                        .untilAsserted(() ->
                                assertThat(deleting(story))
                                        .contains("does not answer", "left behind"));
                clock.forward(PATIENCE);
                story.touch("orders");
                awaitAllGone(story);
            } finally {
                servers.kafka().restart();
            }
            assertThat(topics(story)).containsOnlyKeys(named(story));
        }
    }

    @Test
    void aBlockingTopicHoldsThePipelineUntilTheBrokerIsBack(ScenarioServers servers) {
        var clock = new ShiftedClock();
        try (Scenario story = Scenario.begin(servers)) {
            story.operator(clock);
            createDeleting(story, "Block", story.namespace());
            story.awaitReady("orders");
            servers.kafka().kill();
            try {
                story.delete("orders");

                clock.forward(PATIENCE);
                await().atMost(Scenario.SOON)
                        .untilAsserted(() -> assertThat(deleting(story)).contains("Block"));
                assertThat(story.isGone("orders")).isFalse();
            } finally {
                servers.kafka().restart();
            }
            story.touch("orders");
            awaitAllGone(story);
            await().atMost(Scenario.SOON).untilAsserted(() -> assertThat(topics(story)).isEmpty());
        }
    }

    private static void createDeleting(Scenario story, String onUnreachable, String named) {
        story.create(
                "orders",
                named.isEmpty() ? Map.of() : Map.of("headgate.dev/delete-topics", named),
                """
                topics:
                  - {name: %s, partitions: 2, deletionPolicy: Delete, onUnreachable: %s}
                """
                        .formatted(story.namespace(), onUnreachable));
    }

    private static String deleting(Scenario story) {
        return story.condition("orders", "Deleting").message();
    }

    private static void awaitAllGone(Scenario story) {
        await().atMost(Scenario.SOON.multipliedBy(2)).until(() -> story.isGone("orders"));
        await().atMost(Scenario.SOON).until(() -> story.deployments().isEmpty());
    }

    private static Map<String, Integer> topics(Scenario story) {
        return story.kafka().partitions(story.namespace());
    }

    private static String[] named(Scenario story) {
        return new String[] {story.namespace(), "dlq." + story.namespace()};
    }
}
