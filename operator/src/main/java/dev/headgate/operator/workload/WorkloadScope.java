// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.PodSettings;
import dev.headgate.operator.resource.PipelineResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the children of one pipeline are made from.
 *
 * @param pipeline as the API server has it, with its defaults and its uid
 * @param kafka the Kafka it uses, its own or the installation's
 * @param databaseSecret name of the Secret with its database
 */
public record WorkloadScope(
        PipelineResource pipeline,
        KafkaConnection kafka,
        String databaseSecret,
        WorkloadSettings settings) {

    /** Label with the pipeline's name, on every child and every pod. */
    public static final String PIPELINE_LABEL = "headgate.dev/pipeline";

    /** Label that says who makes a child. */
    static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

    /** Its value on all that this operator makes. */
    static final String MANAGED_BY = "headgate-operator";

    /** Label that says what a child is there for. */
    static final String COMPONENT_LABEL = "app.kubernetes.io/component";

    String namespace() {
        return pipeline.getMetadata().getNamespace();
    }

    long generation() {
        return pipeline.getMetadata().getGeneration();
    }

    /** At most 40 characters, so that every child's name stays within Kubernetes' 63. */
    String name(ServiceRole role) {
        return name(pipeline, role);
    }

    static String name(PipelineResource pipeline, ServiceRole role) {
        return pipeline.getMetadata().getName() + "-" + role.component();
    }

    PipelineSpec spec() {
        return pipeline.getSpec();
    }

    PodSettings pod(ServiceRole role) {
        return switch (role) {
            case INGEST -> spec().ingest().pod();
            case CONSUMER -> spec().consumer().pod();
            case MIGRATION -> PodSettings.NONE;
        };
    }

    /** The pipeline in the form that settings are rendered from. */
    IngestionPipeline asFile() {
        return new IngestionPipeline(
                IngestionPipeline.API_VERSION,
                IngestionPipeline.KIND,
                new PipelineMetadata(pipeline.getMetadata().getName(), namespace()),
                spec());
    }

    /** What tells a role's pods from all others; it can never change. */
    Map<String, String> selector(ServiceRole role) {
        return selector(pipeline, role);
    }

    static SortedMap<String, String> selector(PipelineResource pipeline, ServiceRole role) {
        return selector(pipeline.getMetadata().getName(), role);
    }

    static SortedMap<String, String> selector(String pipeline, ServiceRole role) {
        var selector = new TreeMap<String, String>();
        selector.put(COMPONENT_LABEL, role.component());
        selector.put(PIPELINE_LABEL, pipeline);
        return selector;
    }

    Map<String, String> labels(ServiceRole role) {
        var labels = new TreeMap<>(selector(role));
        labels.put("app.kubernetes.io/name", "headgate");
        labels.put("app.kubernetes.io/instance", pipeline.getMetadata().getName());
        labels.put(MANAGED_BY_LABEL, MANAGED_BY);
        labels.put("app.kubernetes.io/part-of", "headgate");
        return labels;
    }

    /** Metadata of a role's child, which has the role's name and goes with the pipeline. */
    ObjectMeta metadata(ServiceRole role) {
        return metadata(role, name(role));
    }

    ObjectMeta metadata(ServiceRole role, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace())
                .withLabels(labels(role))
                .withOwnerReferences(owner())
                .build();
    }

    /** Metadata of a role's child that Prometheus' operator has to find. */
    ObjectMeta monitoringMetadata(ServiceRole role) {
        var labels = new TreeMap<>(settings.monitoring().labels());
        labels.putAll(labels(role));
        ObjectMeta metadata = metadata(role);
        metadata.setLabels(labels);
        return metadata;
    }

    private OwnerReference owner() {
        return new OwnerReferenceBuilder()
                .withApiVersion(IngestionPipeline.API_VERSION)
                .withKind(IngestionPipeline.KIND)
                .withName(pipeline.getMetadata().getName())
                .withUid(pipeline.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
