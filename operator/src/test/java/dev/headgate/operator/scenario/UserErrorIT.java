// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What users get wrong becomes a condition with a sentence, and all is well once it is mended. */
@ExtendWith(ScenarioCluster.class)
class UserErrorIT {

    @Test
    void missingAndIncompleteSecretsAreNamedWithTheCommandThatMakesThem(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.create(
                    "orders",
                    """
                    topics: [{name: %s, partitions: 2}]
                    database: {secretRef: {name: mine}}
                    """
                            .formatted(story.namespace()));

            story.awaitReason("orders", "Ready", "DatabaseSecretMissing");
            assertThat(story.condition("orders", "ConsumerAvailable").message())
                    .contains("kubectl", "create secret generic mine");

            story.secret("mine", Map.of("url", "jdbc:postgresql://db:5432/headgate"));
            story.awaitReason("orders", "Ready", "DatabaseSecretIncomplete");
            assertThat(story.condition("orders", "ConsumerAvailable").message())
                    .contains("username", "password");

            story.client().secrets().inNamespace(story.namespace()).withName("mine").delete();
            story.secret(
                    "mine",
                    Map.of(
                            "url", "jdbc:postgresql://db:5432/headgate",
                            "username", "headgate",
                            "password", "not a real one"));
            story.awaitReady("orders");
        }
    }

    @Test
    void moreCopiesThanBrokersAreNotCreated(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.create(
                    "orders",
                    "topics: [{name: %s, partitions: 2, replicationFactor: 3}]"
                            .formatted(story.namespace()));

            story.awaitReason("orders", "TopicsReady", "ReplicationAboveBrokers");
            assertThat(story.condition("orders", "Ready").reason())
                    .isEqualTo("ReplicationAboveBrokers");
            assertThat(story.condition("orders", "TopicsReady").message()).contains("3");
            assertThat(story.kafka().partitions(story.namespace())).isEmpty();
        }
    }

    @Test
    void fewerPartitionsAreRefusedAndMoreAreMade(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.createMinimal();
            story.awaitReady("orders");
            String topics = "spec: {topics: [{name: " + story.namespace() + ", partitions: %d}]}";

            assertThatThrownBy(() -> story.change("orders", topics.formatted(1)))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("partitions never decrease");
            story.change("orders", topics.formatted(5));

            story.awaitReady("orders");
            assertThat(story.kafka().partitions(story.namespace()))
                    .containsExactly(
                            entry("dlq." + story.namespace(), 5), entry(story.namespace(), 5));
            assertThat(story.pipeline("orders").getStatus().partitions()).isEqualTo(5);
        }
    }

    @Test
    void aTopicForEventsWithoutKeysGrowsWhenAskedFor(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            String topics =
                    "topics: [{name: "
                            + story.namespace()
                            + ", partitions: %d, partitionBy: None, partitionGrowth: Unkeyed}]";
            story.create("orders", topics.formatted(2));
            story.awaitReady("orders");

            story.change("orders", "spec: {%s}".formatted(topics.formatted(3)));

            story.awaitReady("orders");
            assertThat(story.kafka().partitions(story.namespace()))
                    .containsEntry(story.namespace(), 3);
        }
    }
}
