// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import dev.headgate.operator.proxy.ApiRequest.Verb;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The proxy itself, before a real API server: what it passes on, counts, refuses and cuts. */
@ExtendWith(SharedCluster.class)
class ApiProxyIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void passesOnAndCounts(KubeApiServer server) {
        String namespace = server.namespace("proxy");
        through(
                server,
                (proxy, client) -> {
                    create(client, namespace, "one");

                    assertThat(client.configMaps().inNamespace(namespace).withName("one").get())
                            .isNotNull();
                    assertThat(proxy.traffic().writes())
                            .extracting(exchange -> exchange.request().kind(), e -> e.status())
                            .containsExactly(tuple("configmaps", 201));
                    assertThat(proxy.traffic().counts())
                            .containsAllEntriesOf(
                                    Map.of("create configmaps", 1L, "get configmaps", 1L));
                });
    }

    @Test
    void refusesAsManyAsPlanned(KubeApiServer server) {
        String namespace = server.namespace("proxy");
        through(
                server,
                (proxy, client) -> {
                    proxy.faults().next(1, ApiProxyIT::creates, Fault.Refusal.CONFLICT);

                    assertThatThrownBy(() -> create(client, namespace, "one"))
                            .isInstanceOfSatisfying(
                                    KubernetesClientException.class,
                                    e -> assertThat(e.getCode()).isEqualTo(409));
                    assertThat(
                                    server.client()
                                            .configMaps()
                                            .inNamespace(namespace)
                                            .list()
                                            .getItems())
                            .noneMatch(map -> map.getMetadata().getName().equals("one"));
                    create(client, namespace, "one");
                    assertThat(proxy.faults().left()).isZero();
                });
    }

    @Test
    void losesAnAnswerAfterTheWriteIsDone(KubeApiServer server) {
        String namespace = server.namespace("proxy");
        through(
                server,
                (proxy, client) -> {
                    proxy.faults().next(1, ApiProxyIT::creates, new Fault.LostAnswer());

                    assertThatThrownBy(() -> create(client, namespace, "one"))
                            .isInstanceOf(KubernetesClientException.class);
                    assertThat(
                                    server.client()
                                            .configMaps()
                                            .inNamespace(namespace)
                                            .withName("one")
                                            .get())
                            .isNotNull();
                });
    }

    @Test
    void letsNothingThroughAfterTheLastWrite(KubeApiServer server) {
        String namespace = server.namespace("proxy");
        through(
                server,
                (proxy, client) -> {
                    proxy.dieAfter(2);
                    create(client, namespace, "one");

                    assertThatThrownBy(() -> create(client, namespace, "two"))
                            .isInstanceOf(KubernetesClientException.class);
                    assertThatThrownBy(() -> create(client, namespace, "three"))
                            .isInstanceOf(KubernetesClientException.class);
                    assertThat(proxy.isDead()).isTrue();
                    assertThat(proxy.traffic().writes()).hasSize(2);
                    assertThat(
                                    server.client()
                                            .configMaps()
                                            .inNamespace(namespace)
                                            .list()
                                            .getItems())
                            .extracting(map -> map.getMetadata().getName())
                            .contains("one", "two")
                            .doesNotContain("three");
                });
    }

    @Test
    void cutsAndExpiresWatchesWhichThenComeBack(KubeApiServer server) {
        String namespace = server.namespace("proxy");
        through(
                server,
                (proxy, client) -> {
                    Predicate<ApiRequest> watches = each -> each.verb() == Verb.WATCH;
                    try (var maps = client.configMaps().inNamespace(namespace).inform()) {
                        await().atMost(SOON).until(() -> watches(proxy) == 1);
                        proxy.faults().next(1, watches, new Fault.ExpiredWatch());
                        proxy.cutWatches();
                        create(server.client(), namespace, "meanwhile");

                        await().atMost(SOON).until(() -> has(maps.getStore().list(), "meanwhile"));
                        assertThat(watches(proxy)).isGreaterThan(1);
                    }
                });
    }

    private static boolean creates(ApiRequest request) {
        return request.verb() == Verb.CREATE;
    }

    private static long watches(ApiProxy proxy) {
        return proxy.traffic().counts().getOrDefault("watch configmaps", 0L);
    }

    private static boolean has(Iterable<ConfigMap> maps, String name) {
        for (ConfigMap map : maps) {
            if (map.getMetadata().getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static void create(KubernetesClient client, String namespace, String name) {
        client.resource(
                        new ConfigMapBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(namespace)
                                .endMetadata()
                                .build())
                .create();
    }

    private static void through(
            KubeApiServer server, BiConsumer<ApiProxy, KubernetesClient> check) {
        try (ApiProxy proxy = ApiProxy.start(server.config());
                KubernetesClient client =
                        new KubernetesClientBuilder()
                                .withConfig(
                                        new ConfigBuilder(proxy.config())
                                                .withRequestRetryBackoffLimit(0)
                                                .build())
                                .build()) {
            check.accept(proxy, client);
        }
    }
}
