// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.telemetry.ConsumerTelemetry;
import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks on real pods' objects. */
class DeletionCostsIT {

    @TempDir private static Path folder;
    private static KubeApiServer cluster;

    @BeforeAll
    static void start() {
        cluster = SharedCluster.started(folder);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void thoseWithTheLeastToDoAreMarkedAndEarlierMarksGo() {
        KubernetesClient client = cluster.client();
        String namespace = cluster.namespace("costs");
        // Pods need it, and no controller runs here that makes it.
        client.resource(
                        """
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata: {name: default, namespace: %s}
                        """
                                .formatted(namespace))
                .create();
        List.of("busy", "idle", "middling").forEach(name -> pod(client, namespace, name));
        var costs = new DeletionCosts(client);
        Map<URI, ConsumerTelemetry> now =
                Map.of(
                        address("busy"), told("busy", 70, 900),
                        address("idle"), told("idle", 70, 100),
                        address("middling"), told("middling", 70, 5_000));
        Map<String, ConsumerTelemetry> before =
                Map.of(
                        "busy", told("busy", 60, 0),
                        "idle", told("idle", 60, 0),
                        // It did much, but long ago.
                        "middling", told("middling", 60, 4_500));
        var told = new Told(now, before);

        costs.mark(pods(client, namespace), told, 1);
        assertThat(marked(client, namespace)).containsExactly("idle");

        costs.mark(pods(client, namespace), told, 2);
        assertThat(marked(client, namespace)).containsExactlyInAnyOrder("idle", "middling");

        costs.mark(pods(client, namespace), new Told(Map.of(), Map.of()), 1);
        assertThat(marked(client, namespace)).containsExactly("busy");
    }

    private static void pod(KubernetesClient client, String namespace, String name) {
        client.resource(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: %s, namespace: %s}
                        spec: {containers: [{name: a, image: b}]}
                        """
                                .formatted(name, namespace))
                .create();
    }

    /** As the cache tells of them; the addresses are the test's. */
    private static List<ConsumerPod> pods(KubernetesClient client, String namespace) {
        return client.pods().inNamespace(namespace).list().getItems().stream()
                .map(pod ->
                        new ConsumerPod(
                                namespace,
                                pod.getMetadata().getName(),
                                mark(pod).orElse(null),
                                address(pod.getMetadata().getName())))
                .toList();
    }

    private static List<String> marked(KubernetesClient client, String namespace) {
        return client.pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> mark(pod).isPresent())
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    private static Optional<String> mark(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ConsumerPod.DELETION_COST));
    }

    private static URI address(String name) {
        return URI.create("http://" + name + ":9081");
    }

    private static ConsumerTelemetry told(String instance, double uptime, long processed) {
        return new ConsumerTelemetry(
                ConsumerTelemetry.SCHEMA_VERSION,
                "shop",
                "orders",
                instance,
                "2026-03-01T10:00:00Z",
                "2026-03-01T10:00:00Z",
                "2026-03-01T10:00:00Z",
                uptime,
                4,
                processed,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                0,
                List.of());
    }
}
