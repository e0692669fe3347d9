// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import dev.headgate.operator.resource.PipelineResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pipelines that come and go on a real API server. */
@ExtendWith(SharedCluster.class)
class VanishedPipelinesIT {

    @Test
    void aPipelineIsGoneOnceItsObjectIs(KubeApiServer server) {
        String namespace = server.namespace("vanished");
        var gone = new VanishedPipelines(server.client());
        PipelineIdentity orders = create(server, namespace, "orders");
        PipelineIdentity payments = create(server, namespace, "payments");
        assertThat(List.of(orders, payments)).noneMatch(gone);

        delete(server, orders);

        assertThat(gone.test(orders)).isTrue();
        assertThat(gone.test(payments)).isFalse();
    }

    @Test
    void oneOfTheSameNameIsAnotherPipeline(KubeApiServer server) {
        String namespace = server.namespace("vanished");
        PipelineIdentity first = create(server, namespace, "orders");
        delete(server, first);
        PipelineIdentity second = create(server, namespace, "orders");
        var gone = new VanishedPipelines(server.client());

        assertThat(gone.test(first)).isTrue();
        assertThat(gone.test(second)).isFalse();
    }

    @Test
    void whatMayNotBeSeenIsThere(KubeApiServer server) {
        String namespace = server.namespace("vanished");
        Config nobody =
                new ConfigBuilder(server.config())
                        .withImpersonateUsername("system:serviceaccount:default:nobody")
                        .withImpersonateGroups("system:authenticated")
                        .build();
        try (KubernetesClient client = new KubernetesClientBuilder().withConfig(nobody).build()) {
            var never = new PipelineIdentity(namespace, "never", "uid");
            assertThat(new VanishedPipelines(client).test(never)).isFalse();
            assertThat(new VanishedPipelines(server.client()).test(never)).isTrue();
        }
    }

    private static PipelineIdentity create(KubeApiServer server, String namespace, String name) {
        HasMetadata made =
                server.client()
                        .resource(
                                """
                                apiVersion: headgate.dev/v1alpha1
                                kind: IngestionPipeline
                                metadata: {name: %s, namespace: %s}
                                spec: {topics: [{name: orders}]}
                                """
                                        .formatted(name, namespace))
                        .create();
        return new PipelineIdentity(namespace, name, made.getMetadata().getUid());
    }

    private static void delete(KubeApiServer server, PipelineIdentity pipeline) {
        server.client()
                .resources(PipelineResource.class)
                .inNamespace(pipeline.namespace())
                .withName(pipeline.name())
                .delete();
    }
}
