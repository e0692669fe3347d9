// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.autoscaler.ScalerState;
import dev.headgate.autoscaler.StateCodec;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.workload.ReplicaScaler;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was learned of a pipeline in a ConfigMap beside it, for the replica of the operator
 * that leads next. It goes with the pipeline. What is lost or cannot be read is learned anew.
 */
final class ScalerStates {

    /** Behind the pipeline's name. */
    private static final String SUFFIX = "-scaler";

    private static final Logger LOGGER = LoggerFactory.getLogger(ScalerStates.class);
    private static final String STATE = "state";
    private static final String GROWN_AT = "partitionsGrownAt";

    /** Kubernetes takes a mebibyte for all of a ConfigMap, in which bytes grow by a third. */
    private static final int BYTES_MAX = 512 << 10;

    private final KubernetesClient client;

    ScalerStates(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What is kept.
     *
     * @param grownAt seconds since 1970 at which topics came to have more partitions; negative
     *     infinity if they never did
     */
    record Kept(ScalerState state, double grownAt) {

        static final Kept NOTHING = new Kept(ScalerState.NONE, Double.NEGATIVE_INFINITY);
    }

    /** What was kept of this very pipeline. */
    Kept read(PipelineResource pipeline) {
        try {
            ConfigMap found =
                    client.configMaps()
                            .inNamespace(pipeline.getMetadata().getNamespace())
                            .withName(name(pipeline))
                            .get();
            return found == null || !isOf(found, pipeline) ? Kept.NOTHING : kept(found);
        } catch (KubernetesClientException e) {
            LOGGER.atWarn()
                    .addKeyValue("namespace", pipeline.getMetadata().getNamespace())
                    .addKeyValue("pipeline", pipeline.getMetadata().getName())
                    .addKeyValue("status", e.getCode())
                    .log("What was learned of a pipeline could not be read; it is learned anew");
            return Kept.NOTHING;
        }
    }

    private static boolean isOf(ConfigMap found, PipelineResource pipeline) {
        return found.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(pipeline.getMetadata().getUid()));
    }

    private static Kept kept(ConfigMap found) {
        Map<String, String> binary = found.getBinaryData();
        Map<String, String> plain = found.getData();
        String state = binary == null ? null : binary.get(STATE);
        String grown = plain == null ? null : plain.get(GROWN_AT);
        return new Kept(
                state == null ? ScalerState.NONE : state(state),
                grown == null ? Double.NEGATIVE_INFINITY : seconds(grown));
    }

    private static ScalerState state(String base64) {
        Optional<ScalerState> state;
        try {
            state = StateCodec.read(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            state = Optional.empty();
        }
        if (state.isEmpty()) {
            LOGGER.atInfo().log(
                    "What was learned of a pipeline is of another version; it is learned anew");
        }
        return state.orElse(ScalerState.NONE);
    }

    private static double seconds(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NEGATIVE_INFINITY;
        }
    }

    /** Keeps it, if it is not too large and the API server takes it. */
    void write(PipelineResource pipeline, Kept kept) {
        byte[] state = StateCodec.write(kept.state());
        if (state.length > BYTES_MAX) {
            LOGGER.atWarn()
                    .addKeyValue("pipeline", pipeline.getMetadata().getName())
                    .addKeyValue("bytes", state.length)
                    .log("What was learned of a pipeline is too large to be kept");
            return;
        }
        try {
            client.resource(configMap(pipeline, state, kept.grownAt()))
                    .fieldManager(ReplicaScaler.FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply();
        } catch (KubernetesClientException e) {
            LOGGER.atWarn()
                    .addKeyValue("namespace", pipeline.getMetadata().getNamespace())
                    .addKeyValue("pipeline", pipeline.getMetadata().getName())
                    .addKeyValue("status", e.getCode())
                    .log("What was learned of a pipeline could not be kept");
        }
    }

    /** Without the labels of children, for the operator deletes those that it does not want. */
    private static ConfigMap configMap(PipelineResource pipeline, byte[] state, double grownAt) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name(pipeline))
                .withNamespace(pipeline.getMetadata().getNamespace())
                .addToLabels("app.kubernetes.io/component", "scaler")
                .addToLabels("app.kubernetes.io/part-of", "headgate")
                .addNewOwnerReference()
                .withApiVersion(IngestionPipeline.API_VERSION)
                .withKind(IngestionPipeline.KIND)
                .withName(pipeline.getMetadata().getName())
                .withUid(pipeline.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .addToBinaryData(STATE, Base64.getEncoder().encodeToString(state))
                .addToData(GROWN_AT, Double.toString(grownAt))
                .build();
    }

    private static String name(PipelineResource pipeline) {
        return pipeline.getMetadata().getName() + SUFFIX;
    }
}
