// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Plays the kubelet for the pods of one service of one pipeline: runs the real service for each in
 * this JVM, on an address of its own, with the settings that the operator has written, and tells
 * the API server the address.
 */
public final class ServiceKubelet implements AutoCloseable {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final KubernetesClient client;
    private final String namespace;
    private final Service service;
    private final Map<String, Running> services = new ConcurrentHashMap<>();
    private final ExecutorService work = Executors.newSingleThreadExecutor();
    private final SharedIndexInformer<Pod> pods;

    /**
     * The service whose pods are tended.
     *
     * @param selector of its pods
     * @param settings name of the ConfigMap with its settings
     * @param here settings that stand in front of them, given the address to listen at
     * @param start starts it, and answers what stops it
     */
    public record Service(
            Map<String, String> selector,
            String settings,
            Function<String, Map<String, String>> here,
            Function<Config, Runnable> start) {}

    private record Running(String address, Runnable stop) {}

    /** Tends the pods from now on; the client stays the caller's. */
    public ServiceKubelet(KubernetesClient client, String namespace, Service service) {
        this.client = client;
        this.namespace = namespace;
        this.service = service;
        this.pods =
                client.pods()
                        .inNamespace(namespace)
                        .withLabels(service.selector())
                        .inform(new Tending());
    }

    private final class Tending implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod pod) {
            work.execute(() -> begin(pod));
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {}

        @Override
        public void onDelete(Pod pod, boolean unknownState) {
            work.execute(() -> end(pod));
        }
    }

    private void begin(Pod pod) {
        String address = "127.9.0." + ADDRESSES.incrementAndGet();
        String settings =
                requireNonNull(
                        client.configMaps()
                                .inNamespace(namespace)
                                .withName(service.settings())
                                .get()
                                .getData()
                                .get("application.yaml"));
        Config config =
                Config.builder(
                                ConfigSources.create(service.here().apply(address)),
                                ConfigSources.create(settings, MediaTypes.APPLICATION_X_YAML))
                        .disableEnvironmentVariablesSource()
                        .disableSystemPropertiesSource()
                        .build();
        services.put(
                pod.getMetadata().getName(), new Running(address, service.start().apply(config)));
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        """
                        {"status": {"phase": "Running", "podIP": "%1$s", "podIPs": [{"ip": "%1$s"}],
                          "conditions": [{"type": "Ready", "status": "True"},
                                         {"type": "ContainersReady", "status": "True"}]}}
                        """
                                .formatted(address));
    }

    private void end(Pod pod) {
        Running running = services.remove(pod.getMetadata().getName());
        if (running != null) {
            running.stop().run();
        }
    }

    /** Where the services listen that run now. */
    public List<String> addresses() {
        return services.values().stream().map(Running::address).toList();
    }

    @Override
    public void close() {
        pods.close();
        work.close();
        services.values().forEach(running -> running.stop().run());
    }
}
