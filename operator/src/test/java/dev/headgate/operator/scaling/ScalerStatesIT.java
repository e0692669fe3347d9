// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.autoscaler.Observation;
import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import dev.headgate.autoscaler.Observation.Sidework;
import dev.headgate.autoscaler.Observation.WorkloadSight;
import dev.headgate.autoscaler.PartitionKey;
import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.autoscaler.ScalerState;
import dev.headgate.autoscaler.SloFit;
import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import dev.headgate.operator.cluster.UserRequests;
import dev.headgate.operator.resource.PipelineResource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was learned, kept by a real API server. */
class ScalerStatesIT {

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
    void theNextLeaderKnowsWhatTheOneBeforeLearned() {
        KubernetesClient client = cluster.client();
        PipelineResource pipeline = pipeline(client);
        ScalerState learned = learned();

        new ScalerStates(client).write(pipeline, new ScalerStates.Kept(learned, 17));

        assertThat(new ScalerStates(client).read(pipeline))
                .isEqualTo(new ScalerStates.Kept(learned, 17));
        assertThat(map(client, pipeline).getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner ->
                        assertThat(owner.getUid()).isEqualTo(pipeline.getMetadata().getUid()));
    }

    @Test
    void whatCannotBeReadOrIsAnotherPipelinesIsNothing() {
        KubernetesClient client = cluster.client();
        PipelineResource pipeline = pipeline(client);
        var states = new ScalerStates(client);
        assertThat(states.read(pipeline)).isEqualTo(ScalerStates.Kept.NOTHING);

        states.write(pipeline, new ScalerStates.Kept(learned(), 17));
        ConfigMap broken = map(client, pipeline);
        broken.setBinaryData(Map.of("state", "bm90IGEgc3RhdGU="));
        client.resource(broken).update();
        assertThat(states.read(pipeline)).isEqualTo(new ScalerStates.Kept(ScalerState.NONE, 17));

        var other = Serialization.clone(pipeline);
        other.getMetadata().setUid("another");
        assertThat(states.read(other)).isEqualTo(ScalerStates.Kept.NOTHING);
    }

    private static ConfigMap map(KubernetesClient client, PipelineResource pipeline) {
        return Objects.requireNonNull(
                client.configMaps()
                        .inNamespace(pipeline.getMetadata().getNamespace())
                        .withName("orders-scaler")
                        .get());
    }

    private static PipelineResource pipeline(KubernetesClient client) {
        String namespace = cluster.namespace("states");
        UserRequests.createPipeline(
                client,
                namespace,
                "orders",
                Serialization.unmarshal("topics: [{name: orders}]", JsonNode.class));
        return client.resources(PipelineResource.class)
                .inNamespace(namespace)
                .withName("orders")
                .get();
    }

    private static ScalerState learned() {
        var partition =
                new PartitionSight(new PartitionKey("orders", 0), "id", 10, 0, 5, "a", Double.NaN);
        return new SloFit(ScalerSettings.of(60, 1, 6))
                .decide(
                        new Observation(
                                100,
                                new KafkaSight(List.of(partition), true),
                                List.of(),
                                new WorkloadSight(1, 1, false),
                                Sidework.NONE),
                        ScalerState.NONE)
                .state();
    }
}
