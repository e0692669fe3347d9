// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers of the tests are real ones: versions, controllers, and an end. */
class KubeApiServerIT {

    @TempDir private Path folder;

    @Test
    void collectsWhatHasLostItsOwner() {
        try (KubeApiServer server = KubeApiServer.start(folder)) {
            server.startControllerManager();
            KubernetesClient client = server.client();
            String namespace = server.namespace("owned");
            var owner =
                    client.resource(
                                    new ConfigMapBuilder()
                                            .withNewMetadata()
                                            .withName("owner")
                                            .withNamespace(namespace)
                                            .endMetadata()
                                            .build())
                            .create();
            client.resource(
                            new ConfigMapBuilder()
                                    .withNewMetadata()
                                    .withName("owned")
                                    .withNamespace(namespace)
                                    .withOwnerReferences(
                                            new OwnerReferenceBuilder()
                                                    .withApiVersion("v1")
                                                    .withKind("ConfigMap")
                                                    .withName("owner")
                                                    .withUid(owner.getMetadata().getUid())
                                                    .build())
                                    .endMetadata()
                                    .build())
                    .create();

            client.resource(owner).delete();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(
                                            client.configMaps()
                                                    .inNamespace(namespace)
                                                    .withName("owned")
                                                    .get())
                                    .isNull());
            assertThat(client.getKubernetesVersion().getGitVersion()).startsWith("v1.");
        }
    }
}
