// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.ConsumerSpec;
import dev.headgate.contract.pipeline.IngestAutoscaling;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.ScalingMode;
import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;

/** The numbers of replicas that follow from the pipeline alone. */
final class WantedReplicas {

    private WantedReplicas() {}

    /**
     * Consumers, given how many there are: none while paused; the pipeline's own number if that
     * decides; else as many as there are, within the bounds that the autoscaler keeps to. Where
     * there are none because the spec said so until now, one begins even if none need be: it alone
     * knows of parked records, dead letters and replays that waited.
     */
    static int consumers(PipelineResource pipeline, int live) {
        PipelineSpec spec = pipeline.getSpec();
        if (spec.paused()) {
            return 0;
        }
        ConsumerSpec consumer = spec.consumer();
        return switch (consumer.scaling().mode()) {
            case Manual, Recommend -> consumer.replicas();
            case Auto ->
                    Math.clamp(
                            live == 0 && stoodStill(pipeline) ? 1 : live,
                            consumer.minReplicas(),
                            spec.consumersMax());
        };
    }

    private static boolean stoodStill(PipelineResource pipeline) {
        PipelineStatus status = pipeline.getStatus();
        LastScale last = status == null ? null : status.lastScale();
        return last != null
                && (last.reason().equals(ConsumerCount.PAUSED)
                        || last.reason().equals(ConsumerCount.REPLICAS_IN_SPEC));
    }

    /** Whether the autoscaler may leave an idle pipeline without any. */
    static boolean mayBeIdle(PipelineSpec spec) {
        ConsumerSpec consumer = spec.consumer();
        return !spec.paused()
                && consumer.scaling().mode() == ScalingMode.Auto
                && consumer.minReplicas() == 0;
    }

    /** Ingest pods to begin with where an autoscaler decides; later ones are its own affair. */
    static int firstIngest(IngestAutoscaling autoscaling) {
        return autoscaling.minReplicas();
    }
}
