// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.status.ConditionReason;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** KafkaTopics on a real API server of its own, which gets their kind on the way. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StrimziTopicsIT {

    private static final Path KINDS = Path.of("src/test/resources/strimzi");

    private static KubeApiServer server;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    @BeforeAll
    static void start() {
        server = KubeApiServer.start(Path.of("target/clusters"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void seesStrimziWithinMinutesOfItsInstallation() {
        StrimziTopics topics = everywhere(server.client());
        assertThat(topics.owners()).isEqualTo(known());

        install();
        assertThat(topics.owners()).isEqualTo(known());
        now.updateAndGet(time -> time.plus(StrimziTopics.FRESH_WITHOUT_STRIMZI));

        assertThat(((StrimziTopics.Answer.Known) topics.owners()).owners())
                .containsOnlyKeys("orders", "renamed.topic")
                .containsEntry(
                        "orders", List.of(new ForeignOwner("default", "orders", "id-of-main")))
                .containsEntry(
                        "renamed.topic", List.of(new ForeignOwner("default", "renamed", null)));
    }

    @Test
    @Order(2)
    void doesNotAskAgainForAWhile() {
        StrimziTopics topics = everywhere(server.client());
        StrimziTopics.Answer before = topics.owners();
        apply("KafkaTopic", "later", "{}", "{strimzi.io/cluster: main}", "{}");

        assertThat(topics.owners()).isEqualTo(before);
        now.updateAndGet(time -> time.plus(StrimziTopics.FRESH));
        assertThat(((StrimziTopics.Answer.Known) topics.owners()).owners()).containsKey("later");
    }

    @Test
    @Order(3)
    void looksOnlyIntoTheNamespacesThatAreWatched() {
        String other = server.namespace("other");

        assertThat(new StrimziTopics(server.client(), Set.of(other), now::get).owners())
                .isEqualTo(known());
    }

    @Test
    @Order(4)
    void withoutTheRightToLookNobodyIsSeen() {
        Config nobody =
                new ConfigBuilder(server.config())
                        .withImpersonateUsername("system:serviceaccount:default:nobody")
                        .withImpersonateGroups("system:authenticated")
                        .build();
        try (var client = new KubernetesClientBuilder().withConfig(nobody).build()) {
            assertThat(everywhere(client).owners()).isEqualTo(known());
        }
    }

    @Test
    @Order(5)
    void whatWasKnownCountsWhileTheApiServerIsAway() {
        try (var client = new KubernetesClientBuilder().withConfig(server.config()).build()) {
            StrimziTopics topics = everywhere(client);
            StrimziTopics.Answer before = topics.owners();
            StrimziTopics stranger = everywhere(client);

            server.close();
            now.updateAndGet(time -> time.plus(StrimziTopics.FRESH));

            assertThat(before).isNotEqualTo(known());
            assertThat(topics.owners()).isEqualTo(before);
            assertThat(stranger.owners())
                    .isInstanceOfSatisfying(
                            StrimziTopics.Answer.Unknown.class,
                            unknown ->
                                    assertThat(unknown.judgement().reason())
                                            .isEqualTo(ConditionReason.TopicOwnersUnknown));
        }
    }

    private StrimziTopics everywhere(KubernetesClient client) {
        return new StrimziTopics(client, Set.of(), now::get);
    }

    private static StrimziTopics.Answer known() {
        return new StrimziTopics.Answer.Known(Map.of());
    }

    private static void install() {
        for (String kind : List.of("kafkas", "kafkatopics")) {
            server.client()
                    .apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .load(KINDS.resolve(kind + ".yaml").toFile())
                    .create();
            await(kind + " are served")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> server.client().raw("/apis/kafka.strimzi.io/v1/" + kind) != null);
        }
        apply("Kafka", "main", "{}", "{}", "{clusterId: id-of-main}");
        apply("KafkaTopic", "orders", "{}", "{strimzi.io/cluster: main}", "{}");
        apply("KafkaTopic", "renamed", "{topicName: renamed.topic}", "{}", "{}");
        server.client()
                .resource(
                        object("KafkaTopic", "left-alone", "{}", "{strimzi.io/cluster: main}", "{}")
                                .replace(
                                        "metadata: {",
                                        "metadata: {annotations: {strimzi.io/managed: \"false\"}, "))
                .create();
    }

    private static void apply(String kind, String name, String spec, String labels, String status) {
        server.client().resource(object(kind, name, spec, labels, status)).create();
    }

    private static String object(
            String kind, String name, String spec, String labels, String status) {
        return """
        apiVersion: kafka.strimzi.io/v1
        kind: %s
        metadata: {name: %s, namespace: default, labels: %s}
        spec: %s
        status: %s
        """
                .formatted(kind, name, labels, spec, status);
    }
}
