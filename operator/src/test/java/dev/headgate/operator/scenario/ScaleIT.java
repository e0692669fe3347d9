// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The number of consumers through the pipeline's own {@code /scale}, as kubectl scale writes it.
 */
@ExtendWith(ScenarioCluster.class)
class ScaleIT {

    @Test
    void reachesTheDeploymentInModeManual(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.create(
                    "orders",
                    """
                    topics: [{name: %s, partitions: 6}]
                    consumer: {scaling: {mode: Manual}}
                    """
                            .formatted(story.namespace()));
            story.awaitReady("orders");

            scale(story, 4);

            await().atMost(Scenario.SOON)
                    .untilAsserted(() -> {
                        assertThat(replicas(story)).isEqualTo(4);
                        assertThat(story.pipeline("orders").getStatus().replicas()).isEqualTo(4);
                    });
            story.awaitReady("orders");
            assertThat(read(story).getStatus().getReplicas()).isEqualTo(4);

            scale(story, 0);
            await().atMost(Scenario.SOON).until(() -> replicas(story) == 0);
        }
    }

    @Test
    void isRefusedInModeAuto(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.createMinimal();
            story.awaitReady("orders");

            assertThatThrownBy(() -> scale(story, 2))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("the platform decides the number of consumers");
            assertThat(replicas(story)).isEqualTo(1);
        }
    }

    private static void scale(Scenario story, int replicas) {
        Scale scale = read(story);
        scale.getSpec().setReplicas(replicas);
        story.client().raw(path(story), "PUT", scale);
    }

    private static Scale read(Scenario story) {
        return Serialization.unmarshal(story.client().raw(path(story)), Scale.class);
    }

    private static String path(Scenario story) {
        return "/apis/headgate.dev/v1alpha1/namespaces/%s/ingestionpipelines/orders/scale"
                .formatted(story.namespace());
    }

    private static int replicas(Scenario story) {
        return story.deployment("orders-consumer").getSpec().getReplicas();
    }
}
