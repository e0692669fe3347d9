// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.Observation;
import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import dev.headgate.autoscaler.Observation.Sidework;
import dev.headgate.autoscaler.Observation.WorkloadSight;
import dev.headgate.autoscaler.PartitionKey;
import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.autoscaler.ScalerState;
import dev.headgate.autoscaler.SloFit;
import dev.headgate.contract.pipeline.ConsumerSpec;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.ScalingMode;
import dev.headgate.contract.pipeline.ScalingSpec;
import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
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
    void noneIsKeptWhereTheAutoscalerLeftNone() {
        PipelineResource pipeline = pipeline(false, ScalingMode.Auto, 0, 12, 1);

        assertThat(ConsumerCount.change(pipeline, live(0))).isEmpty();
        last(pipeline, "Idle");
        assertThat(ConsumerCount.change(pipeline, live(0))).isEmpty();
        last(pipeline, "Resumed");
        assertThat(ConsumerCount.change(pipeline, live(0))).isEmpty();
    }

    /** Nobody else knows what is parked, or what is to be published or replayed. */
    @Test
    void oneBeginsWhereTheSpecWantedNoneUntilNow() {
        PipelineResource pipeline = pipeline(false, ScalingMode.Auto, 0, 12, 1);

        for (String reason : List.of("Paused", "ReplicasInSpec")) {
            last(pipeline, reason);
            assertThat(ConsumerCount.change(pipeline, live(0)))
                    .get()
                    .extracting(LastScale::to, LastScale::reason)
                    .containsExactly(1, "Resumed");
            assertThat(ConsumerCount.change(pipeline, live(3))).isEmpty();
        }
    }

    /** The other half: the first look sees what has come in meanwhile. */
    @Test
    void whatWaitedThroughAPauseWakesOneAtTheFirstLook() {
        var waiting =
                new Observation(
                        1_000,
                        new KafkaSight(
                                List.of(
                                        new PartitionSight(
                                                new PartitionKey("orders", 0),
                                                "id",
                                                50,
                                                0,
                                                40,
                                                null,
                                                Double.NaN)),
                                true),
                        List.of(),
                        new WorkloadSight(0, 0, false),
                        new Sidework(-1, -1, false));

        assertThat(
                        new SloFit(ScalerSettings.of(60, 0, 12))
                                .decide(waiting, ScalerState.NONE)
                                .decision())
                .extracting(Decision::replicas, Decision::reason)
                .containsExactly(1, Decision.Reason.Woken);
    }

    @Test
    void pauseOfAnIdlePipelineIsNoChange() {
        assertThat(ConsumerCount.change(pipeline(true, ScalingMode.Auto, 0, 12, 1), live(0)))
                .isEmpty();
    }

    @Test
    void idlePipelineThatIsToHaveOneAgainWasNotPaused() {
        PipelineResource pipeline = pipeline(false, ScalingMode.Auto, 1, 12, 1);
        last(pipeline, "Idle");

        assertThat(ConsumerCount.change(pipeline, live(0)))
                .get()
                .extracting(LastScale::to, LastScale::reason)
                .containsExactly(1, "MinReplicas");
    }

    @Test
    void numberInTheSpecCountsEvenIfFewerNeedBe() {
        assertThat(ConsumerCount.change(pipeline(false, ScalingMode.Manual, 0, 12, 2), live(0)))
                .get()
                .extracting(LastScale::to, LastScale::reason)
                .containsExactly(2, "ReplicasInSpec");
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

    private static void last(PipelineResource pipeline, String reason) {
        pipeline.setStatus(
                new PipelineStatus(
                        1L,
                        List.of(),
                        0,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        new LastScale(1, 0, reason, 1, "")));
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
