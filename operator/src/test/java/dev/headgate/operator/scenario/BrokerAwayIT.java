// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.proxy.ApiProxy;
import dev.headgate.operator.proxy.Fault;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka goes away at each step of a pipeline's life and comes back. */
@ExtendWith(ScenarioCluster.class)
class BrokerAwayIT {

    @Test
    void beforeThePipelineIsMade(ScenarioServers servers) {
        servers.kafka().kill();
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.createMinimal();
            try {
                story.awaitReason("orders", "TopicsReady", "KafkaUnreachable");
                assertThat(story.condition("orders", "Ready").message())
                        .contains(servers.kafka().bootstrapServers(), "does not answer");
            } finally {
                servers.kafka().restart();
            }
            story.touch("orders");
            story.awaitReady("orders");
        }
    }

    @Test
    void afterTheTopicsAndBeforeTheServices(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            ApiProxy proxy = story.proxy();
            proxy.faults()
                    .next(
                            1,
                            request ->
                                    request.writes()
                                            && request.resource().equals("serviceaccounts"),
                            new Fault.Happening(servers.kafka()::kill));
            try {
                story.operator(proxy, InstantSource.system());
                story.createMinimal();
                // The services do not depend on the operator's own way to Kafka.
                story.awaitReason("orders", "IngestAvailable", "Available");
            } finally {
                servers.kafka().restart();
            }
            story.touch("orders");
            story.awaitReady("orders");
            assertThat(proxy.faults().left()).isZero();
        }
    }

    @Test
    void whileThePipelineIsChanged(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.createMinimal();
            story.awaitReady("orders");
            servers.kafka().kill();
            try {
                story.change(
                        "orders",
                        "spec: {topics: [{name: %s, partitions: 4}]}".formatted(story.namespace()));
                story.awaitReason("orders", "TopicsReady", "KafkaUnreachable");
                assertThat(story.pipeline("orders").getStatus().topics())
                        .as("what was known of the topics")
                        .hasSize(1);
            } finally {
                servers.kafka().restart();
            }
            story.touch("orders");
            story.awaitReady("orders");
            assertThat(story.kafka().partitions(story.namespace()))
                    .containsEntry(story.namespace(), 4);
        }
    }
}
