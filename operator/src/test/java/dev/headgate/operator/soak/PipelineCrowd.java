// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.soak;

import static org.awaitility.Awaitility.await;

import dev.headgate.operator.cluster.UserRequests;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Many pipelines of one namespace, and when each was asked for something and had it. */
final class PipelineCrowd implements AutoCloseable {

    private static final Duration ALL_READY = Duration.ofMinutes(10);
    private static final Duration CHANGED = Duration.ofMinutes(1);

    /** One state of one pipeline's spec. */
    private record Wish(String name, long generation) {}

    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Map<Wish, Long> granted = new ConcurrentHashMap<>();
    private final SharedIndexInformer<PipelineResource> pipelines;
    private int count;

    PipelineCrowd(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        this.pipelines =
                client.resources(PipelineResource.class)
                        .inNamespace(namespace)
                        .inform(new Watching());
    }

    private final class Watching implements ResourceEventHandler<PipelineResource> {

        @Override
        public void onAdd(PipelineResource pipeline) {
            note(pipeline);
        }

        @Override
        public void onUpdate(PipelineResource before, PipelineResource pipeline) {
            note(pipeline);
        }

        @Override
        public void onDelete(PipelineResource pipeline, boolean unknownState) {}
    }

    private void note(PipelineResource pipeline) {
        PipelineStatus status = pipeline.getStatus();
        long generation = pipeline.getMetadata().getGeneration();
        if (status != null
                && status.conditions().stream()
                        .anyMatch(each ->
                                each.type().equals("Ready")
                                        && each.status() == Truth.True
                                        && each.observedGeneration() == generation)) {
            granted.putIfAbsent(
                    new Wish(pipeline.getMetadata().getName(), generation), System.nanoTime());
        }
    }

    /** Makes more of them, all at once, and waits until all are ready; how long each took. */
    List<Duration> growTo(int wanted) {
        List<String> names = new ArrayList<>();
        while (count < wanted) {
            count++;
            names.add("soak-%04d".formatted(count));
        }
        names.parallelStream().forEach(this::create);
        await("all pipelines are ready")
                .atMost(ALL_READY)
                .until(() ->
                        names.stream().allMatch(name -> granted.containsKey(new Wish(name, 1))));
        return names.stream().map(this::took).toList();
    }

    private void create(String name) {
        asked.put(name, System.nanoTime());
        UserRequests.createPipeline(
                client,
                namespace,
                name,
                Map.of(
                        "topics",
                        List.of(Map.of("name", name, "partitions", 1)),
                        "ingest",
                        Map.of("replicas", 1)));
    }

    private Duration took(String name) {
        return Duration.ofNanos(
                granted.getOrDefault(new Wish(name, 1), 0L) - asked.getOrDefault(name, 0L));
    }

    /** Changes one and waits for the status that tells it. */
    Duration change(int number) {
        String name = "soak-%04d".formatted(number);
        long before = System.nanoTime();
        PipelineResource changed =
                client.resources(PipelineResource.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"spec\": {\"ingest\": {\"maxBatchEvents\": %d}}}"
                                        .formatted(1 + System.nanoTime() % 1_000));
        var wish = new Wish(name, changed.getMetadata().getGeneration());
        await("a change is told")
                .pollInterval(Duration.ofMillis(5))
                .atMost(CHANGED)
                .until(() -> granted.containsKey(wish));
        return Duration.ofNanos(granted.getOrDefault(wish, before) - before);
    }

    @Override
    public void close() {
        pipelines.close();
    }
}
