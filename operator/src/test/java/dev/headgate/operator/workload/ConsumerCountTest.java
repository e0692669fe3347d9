// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.ConsumerSpec;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.ScalingMode;
import dev.headgate.contract.pipeline.ScalingSpec;
import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.resource.PipelineResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why the number of consumers changes, where the pipeline alone says so. */
class ConsumerCountTest {

    @Test
    void pauseEndsThemAll() {
        assertThat(ConsumerCount.change(pipeline(true, ScalingMode.Auto, 1, 12, 1), live(5)))
                .contains(
                        new LastScale(
                                5,
                                0,
                                "Paused",
                                1,
                                "paused true, mode Auto, at least 1, at most 12"));
    }

    @Test
    void endOfAPauseBeginsWithTheFewest() {
        assertThat(ConsumerCount.change(pipeline(false, ScalingMode.Auto, 2, 12, 1), live(0)))
                .contains(
                        new LastScale(
                                0,
                                2,
                                "Resumed",
                                1,
                                "paused false, mode Auto, at least 2, at most 12"));
    }

    @Test
    void numberInTheSpecCountsWhereNothingScales() {
        assertThat(ConsumerCount.change(pipeline(false, ScalingMode.Manual, 1, 12, 3), live(1)))
                .contains(
                        new LastScale(
                                1,
                                3,
                                "ReplicasInSpec",
                                1,
                                "paused false, mode Manual, replicas 3"));
    }

    @Test
    void boundsAreKeptAndWithinThemTheNumberIsTheAutoscalers() {
        PipelineResource pipeline = pipeline(false, ScalingMode.Auto, 2, 4, 1);

        assertThat(ConsumerCount.change(pipeline, live(1)))
                .get()
                .extracting(LastScale::to, LastScale::reason)
                .containsExactly(2, "MinReplicas");
        assertThat(ConsumerCount.change(pipeline, live(9)))
                .get()
                .extracting(LastScale::to, LastScale::reason)
                .containsExactly(4, "MaxReplicas");
        assertThat(ConsumerCount.change(pipeline, live(3))).isEmpty();
    }

    @Test
    void firstNumberIsNoChange() {
        assertThat(ConsumerCount.change(pipeline(false, ScalingMode.Manual, 1, 12, 3), List.of()))
                .isEmpty();
    }

    private static PipelineResource pipeline(
            boolean paused, ScalingMode mode, int min, int max, int replicas) {
        PipelineResource pipeline = DesiredCase.of("minimal").pipeline();
        PipelineSpec spec = pipeline.getSpec();
        ConsumerSpec consumer = spec.consumer();
        pipeline.setSpec(
                new PipelineSpec(
                        spec.topics(),
                        spec.ingest(),
                        new ConsumerSpec(
                                consumer.latencyObjectiveSeconds(),
                                min,
                                max,
                                replicas,
                                new ScalingSpec(mode),
                                consumer.startFrom(),
                                consumer.deduplicate(),
                                consumer.deduplicateHours(),
                                consumer.pod()),
                        spec.kafka(),
                        spec.database(),
                        paused,
                        spec.updateStrategy()));
        return pipeline;
    }

    private static List<HasMetadata> live(int replicas) {
        return PipelineWorkloads.desired(DesiredCase.of("minimal").scope()).stream()
                .map(child ->
                        child instanceof Deployment deployment
                                ? new DeploymentBuilder(deployment)
                                        .editSpec()
                                        .withReplicas(replicas)
                                        .endSpec()
                                        .build()
                                : child)
                .toList();
    }
}
