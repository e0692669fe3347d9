// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.ConsumerSpec;
import dev.headgate.contract.pipeline.IngestAutoscaling;
import dev.headgate.contract.pipeline.PipelineSpec;

/** The numbers of replicas that follow from the pipeline alone. */
final class WantedReplicas {

    private WantedReplicas() {}

    /**
     * Consumers, given how many there are: none while paused; the pipeline's own number if that
     * decides; else as many as there are, within the bounds that the autoscaler keeps to.
     */
    static int consumers(PipelineSpec spec, int live) {
        if (spec.paused()) {
            return 0;
        }
        ConsumerSpec consumer = spec.consumer();
        return switch (consumer.scaling().mode()) {
            case Manual, Recommend -> consumer.replicas();
            case Auto -> Math.clamp(live, consumer.minReplicas(), spec.consumersMax());
        };
    }

    /** Ingest pods to begin with where an autoscaler decides; later ones are its own affair. */
    static int firstIngest(IngestAutoscaling autoscaling) {
        return autoscaling.minReplicas();
    }
}
