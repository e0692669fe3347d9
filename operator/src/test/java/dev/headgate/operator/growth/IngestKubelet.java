// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import static java.util.Objects.requireNonNull;

import dev.headgate.ingest.IngestService;
import dev.headgate.operator.workload.IngestPods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays the kubelet for the ingest pods of one pipeline: runs the real service for each in this
 * JVM, on an address of its own, with the settings that the operator has written, and tells the API
 * server the address.
 */
final class IngestKubelet implements AutoCloseable {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final int PORT = 8080;

    private final KubernetesClient client;
    private final String namespace;
    private final String pipeline;
    private final Map<String, Running> services = new ConcurrentHashMap<>();
    private final ExecutorService work = Executors.newSingleThreadExecutor();
    private final SharedIndexInformer<Pod> pods;

    private record Running(String address, IngestService service) {}

    IngestKubelet(KubernetesClient client, String namespace, String pipeline) {
        this.client = client;
        this.namespace = namespace;
        this.pipeline = pipeline;
        this.pods =
                client.pods()
                        .inNamespace(namespace)
                        .withLabels(IngestPods.selector(pipeline))
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
                                .withName(pipeline + "-ingest")
                                .get()
                                .getData()
                                .get("application.yaml"));
        IngestService service =
                IngestService.start(
                        Config.builder(
                                        ConfigSources.create(
                                                Map.of(
                                                        "ingest.server.host",
                                                        address,
                                                        "ingest.server.port",
                                                        "" + PORT,
                                                        "ingest.server.management-port",
                                                        "" + IngestPods.MANAGEMENT_PORT,
                                                        "ingest.drain.endpoint-removal-delay",
                                                        "PT0S")),
                                        ConfigSources.create(
                                                settings, MediaTypes.APPLICATION_X_YAML))
                                .disableEnvironmentVariablesSource()
                                .disableSystemPropertiesSource()
                                .build());
        services.put(pod.getMetadata().getName(), new Running(address, service));
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
            running.service().stop();
        }
    }

    /** Where clients reach the services that run now. */
    List<URI> addresses() {
        return services.values().stream()
                .map(running -> URI.create("http://" + running.address() + ":" + PORT))
                .toList();
    }

    @Override
    public void close() {
        pods.close();
        work.close();
        services.values().forEach(running -> running.service().stop());
    }
}
