// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two pipelines want one topic. */
@ExtendWith(ScenarioCluster.class)
class ConflictIT {

    @Test
    void theFirstKeepsTheTopicAndTheSecondGetsItWhenTheFirstIsGone(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            String topics = "topics: [{name: %s, partitions: 2}]".formatted(story.namespace());
            story.create("first", topics);
            story.awaitReady("first");
            String topicId = story.kafka().topicId(story.namespace());

            story.create("second", topics);

            story.awaitReason("second", "TopicsReady", "TopicConflict");
            assertThat(story.condition("second", "TopicsReady").message())
                    .contains(story.namespace() + "/first");
            story.awaitReady("first");

            story.delete("first");

            await().atMost(Scenario.SOON).until(() -> story.isGone("first"));
            story.touch("second");
            story.awaitReady("second");
            assertThat(story.kafka().topicId(story.namespace())).isEqualTo(topicId);
            assertThat(EndState.of(story, "second").claims())
                    .contains(entry("NAMESPACE", "NAMESPACE/second seen"));
            await().atMost(Scenario.SOON)
                    .until(() ->
                            story.deployments().stream()
                                    .allMatch(each ->
                                            each.getMetadata().getName().startsWith("second-")));
        }
    }
}
