// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.workload.LiveChildren;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The children of all pipelines in caches that follow the API server; a change of one has its
 * pipeline looked at. What is found is shared: nobody may change it.
 */
final class ChildInformers implements LiveChildren {

    /** Their status decides about a pipeline's; that of other kinds may change all the time. */
    private static final Set<String> STATUS_MATTERS = Set.of("Deployment", "Job");

    private static final String GROUP = "headgate.dev/";

    private final List<MonitoringKind> monitoring;
    private final Map<String, Follower<?>> followers = new TreeMap<>();

    /** One kind. */
    private record Follower<R extends HasMetadata>(
            Class<R> type, InformerEventSource<R, PipelineResource> source) {

        void take(HasMetadata now, @Nullable HasMetadata before) {
            ResourceID id = ResourceID.fromResource(now);
            if (before == null) {
                source.handleRecentResourceCreate(id, type.cast(now));
            } else {
                source.handleRecentResourceUpdate(id, type.cast(now), type.cast(before));
            }
        }
    }

    /**
     * None yet.
     *
     * @param monitoring the kinds of Prometheus' operator that are made
     */
    ChildInformers(List<MonitoringKind> monitoring) {
        this.monitoring = List.copyOf(monitoring);
    }

    /** Makes the caches; called once, before any other method. */
    List<EventSource<?, PipelineResource>> sources(EventSourceContext<PipelineResource> context) {
        KubernetesSerialization serialization = context.getClient().getKubernetesSerialization();
        for (Class<? extends HasMetadata> kind : KINDS) {
            follow(kind, context, serialization);
        }
        for (MonitoringKind kind : monitoring) {
            follow(
                    GenericKubernetesResource.class,
                    kind.kind(),
                    InformerEventSourceConfiguration.from(
                            GroupVersionKind.fromString(kind.apiVersion() + "/" + kind.kind()),
                            PipelineResource.class),
                    context,
                    serialization);
        }
        var sources = new ArrayList<EventSource<?, PipelineResource>>();
        followers.values().forEach(follower -> sources.add(follower.source()));
        return sources;
    }

    private <R extends HasMetadata> void follow(
            Class<R> type,
            EventSourceContext<PipelineResource> context,
            KubernetesSerialization serialization) {
        follow(
                type,
                HasMetadata.getKind(type),
                InformerEventSourceConfiguration.from(type, PipelineResource.class),
                context,
                serialization);
    }

    private <R extends HasMetadata> void follow(
            Class<R> type,
            String kind,
            InformerEventSourceConfiguration.Builder<R> configuration,
            EventSourceContext<PipelineResource> context,
            KubernetesSerialization serialization) {
        configuration
                .withName(kind)
                .withNamespacesInheritedFromController()
                .withLabelSelector(SELECTOR)
                .withSecondaryToPrimaryMapper(ChildInformers::owner);
        if (!STATUS_MATTERS.contains(kind)) {
            configuration.withOnUpdateFilter((now, before) -> differ(serialization, now, before));
        }
        followers.put(
                kind,
                new Follower<>(type, new InformerEventSource<>(configuration.build(), context)));
    }

    /** By group and kind of the owner, in whatever version it is written. */
    private static Set<ResourceID> owner(HasMetadata child) {
        return child.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .filter(owner -> owner.getKind().equals(IngestionPipeline.KIND))
                .filter(owner -> owner.getApiVersion().startsWith(GROUP))
                .map(OwnerReference::getName)
                .map(name -> new ResourceID(name, child.getMetadata().getNamespace()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean differ(
            KubernetesSerialization serialization, HasMetadata now, HasMetadata before) {
        return !essence(serialization, now).equals(essence(serialization, before));
    }

    private static Map<String, Object> essence(
            KubernetesSerialization serialization, HasMetadata child) {
        HasMetadata copy = serialization.clone(child);
        copy.getMetadata().setManagedFields(List.of());
        copy.getMetadata().setResourceVersion(null);
        @SuppressWarnings("unchecked") // An object of the API server is a map from names.
        Map<String, Object> fields = serialization.convertValue(copy, Map.class);
        fields.remove("status");
        return fields;
    }

    @Override
    public List<HasMetadata> of(PipelineResource pipeline) {
        var found = new ArrayList<HasMetadata>();
        followers
                .values()
                .forEach(follower ->
                        found.addAll(follower.source().getSecondaryResources(pipeline)));
        return found;
    }

    @Override
    public void written(HasMetadata now, @Nullable HasMetadata before) {
        Follower<?> follower = followers.get(now.getKind());
        if (follower != null) {
            follower.take(now, before);
        }
    }
}
