// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rig itself: with the hands, Kubernetes' controllers come to what they come to on nodes. */
@ExtendWith(ScenarioCluster.class)
class ClusterHandsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void makeADeploymentAvailableAndAJobComplete(ScenarioServers servers) {
        KubernetesClient client = servers.kubernetes().client();
        String namespace = servers.kubernetes().namespace("hands");
        try (ClusterHands _ = ClusterHands.in(client, namespace)) {
            client.resource(
                            new DeploymentBuilder()
                                    .withNewMetadata()
                                    .withName("web")
                                    .withNamespace(namespace)
                                    .endMetadata()
                                    .withNewSpec()
                                    .withReplicas(2)
                                    .withNewSelector()
                                    .addToMatchLabels("app", "web")
                                    .endSelector()
                                    .withTemplate(template("Always"))
                                    .endSpec()
                                    .build())
                    .create();
            client.resource(
                            new JobBuilder()
                                    .withNewMetadata()
                                    .withName("once")
                                    .withNamespace(namespace)
                                    .endMetadata()
                                    .withNewSpec()
                                    .withTemplate(template("Never"))
                                    .endSpec()
                                    .build())
                    .create();

            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(
                                            client.apps()
                                                    .deployments()
                                                    .inNamespace(namespace)
                                                    .withName("web")
                                                    .get()
                                                    .getStatus()
                                                    .getAvailableReplicas())
                                    .isEqualTo(2));
            await().atMost(SOON).until(() -> isComplete(job(client, namespace)));
        }
    }

    private static Job job(KubernetesClient client, String namespace) {
        return client.batch().v1().jobs().inNamespace(namespace).withName("once").get();
    }

    private static boolean isComplete(Job job) {
        return job.getStatus().getConditions().stream()
                .anyMatch(each ->
                        each.getType().equals("Complete") && each.getStatus().equals("True"));
    }

    private static PodTemplateSpec template(String restartPolicy) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Map.of("app", "web"))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy(restartPolicy)
                .addNewContainer()
                .withName("web")
                .withImage("web")
                .endContainer()
                .endSpec()
                .build();
    }
}
