// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.autoscaler.Decision;
import dev.headgate.contract.pipeline.ConsumerSpec;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.ScalingMode;
import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/** Explains a change of the number of consumers that follows from the pipeline alone. */
public final class ConsumerCount {

    static final String PAUSED = "Paused";
    static final String REPLICAS_IN_SPEC = "ReplicasInSpec";

    private ConsumerCount() {}

    /**
     * The change that is due.
     *
     * @param live the pipeline's children before they are applied
     */
    public static Optional<LastScale> change(PipelineResource pipeline, List<HasMetadata> live) {
        return ServiceDeployment.of(pipeline, ServiceRole.CONSUMER, live)
                .flatMap(deployment -> change(pipeline, ReplicaScaler.replicas(deployment)));
    }

    private static Optional<LastScale> change(PipelineResource pipeline, int from) {
        PipelineSpec spec = pipeline.getSpec();
        int to = WantedReplicas.consumers(pipeline, from);
        return from == to
                ? Optional.empty()
                : Optional.of(
                        new LastScale(
                                from,
                                to,
                                reason(pipeline, from, to),
                                pipeline.getMetadata().getGeneration(),
                                inputs(spec)));
    }

    private static String reason(PipelineResource pipeline, int from, int to) {
        PipelineSpec spec = pipeline.getSpec();
        if (spec.paused()) {
            return PAUSED;
        }
        if (spec.consumer().scaling().mode() != ScalingMode.Auto) {
            return REPLICAS_IN_SPEC;
        }
        if (from == 0 && !wasIdle(pipeline)) {
            return "Resumed";
        }
        return to > from ? "MinReplicas" : "MaxReplicas";
    }

    /** None were there since none were needed, not since none were to be. */
    private static boolean wasIdle(PipelineResource pipeline) {
        PipelineStatus status = pipeline.getStatus();
        LastScale last = status == null ? null : status.lastScale();
        return last != null && last.reason().equals(Decision.Reason.Idle.name());
    }

    private static String inputs(PipelineSpec spec) {
        ConsumerSpec consumer = spec.consumer();
        return switch (consumer.scaling().mode()) {
            case Manual, Recommend ->
                    "paused %s, mode %s, replicas %d"
                            .formatted(
                                    spec.paused(), consumer.scaling().mode(), consumer.replicas());
            case Auto ->
                    "paused %s, mode Auto, at least %d, at most %d"
                            .formatted(spec.paused(), consumer.minReplicas(), spec.consumersMax());
        };
    }
}
