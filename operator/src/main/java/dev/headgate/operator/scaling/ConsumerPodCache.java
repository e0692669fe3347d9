// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.workload.ConsumerPods;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The consumer pods of all pipelines, in a cache that follows the API server. They come and go
 * without a reconcile: what matters of them there, their Deployment tells.
 */
public final class ConsumerPodCache {

    private static final String NAME = "ConsumerPods";

    private volatile @Nullable InformerEventSource<Pod, PipelineResource> source;

    /** Makes the cache; called once, before any other method. */
    public EventSource<?, PipelineResource> source(EventSourceContext<PipelineResource> context) {
        var made =
                new InformerEventSource<>(
                        InformerEventSourceConfiguration.from(Pod.class, PipelineResource.class)
                                .withName(NAME)
                                .withNamespacesInheritedFromController()
                                .withLabelSelector(ConsumerPods.SELECTOR)
                                .withSecondaryToPrimaryMapper(ConsumerPodCache::pipeline)
                                .withOnAddFilter(_ -> false)
                                .withOnUpdateFilter((_, _) -> false)
                                .withOnDeleteFilter((_, _) -> false)
                                .build(),
                        context);
        source = made;
        return made;
    }

    private static Set<ResourceID> pipeline(Pod pod) {
        return Set.of(
                new ResourceID(
                        ConsumerPods.pipeline(pod.getMetadata().getLabels()),
                        pod.getMetadata().getNamespace()));
    }

    /** Those that can be asked. */
    List<ConsumerPod> of(PipelineResource pipeline) {
        InformerEventSource<Pod, PipelineResource> known = source;
        return known == null
                ? List.of()
                : known.getSecondaryResources(pipeline).stream()
                        .map(ConsumerPod::of)
                        .flatMap(Optional::stream)
                        .toList();
    }
}
