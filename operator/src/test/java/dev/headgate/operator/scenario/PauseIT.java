// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pipeline stands still, and goes on. */
@ExtendWith(ScenarioCluster.class)
class PauseIT {

    @Test
    void pausedConsumersStandStillAndComeBackWhileIngestGoesOn(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.createMinimal();
            story.awaitReady("orders");

            story.change("orders", "spec: {paused: true}");
            await().atMost(Scenario.SOON).until(() -> replicas(story, "orders-consumer") == 0);
            assertThat(replicas(story, "orders-ingest")).isEqualTo(2);

            story.change("orders", "spec: {paused: false}");
            story.awaitReady("orders");
            assertThat(replicas(story, "orders-consumer")).isEqualTo(1);
        }
    }

    private static int replicas(Scenario story, String deployment) {
        return story.deployment(deployment).getSpec().getReplicas();
    }
}
