// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.ScalingMode;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.topic.KafkaAccess;
import dev.headgate.operator.workload.ConsumerWorkload;
import dev.headgate.sight.WatchedGroup;

/**
 * A pipeline whose consumers are looked after, as its last reconcile saw it.
 *
 * @param resource with its spec, which nobody may change
 * @param access its Kafka
 */
record ScaledPipeline(PipelineResource resource, KafkaAccess access) {

    PipelineMetadata metadata() {
        return new PipelineMetadata(
                resource.getMetadata().getName(), resource.getMetadata().getNamespace());
    }

    String uid() {
        return resource.getMetadata().getUid();
    }

    PipelineSpec spec() {
        return resource.getSpec();
    }

    /** Whether decisions are carried out, not only told. */
    boolean acts() {
        return spec().consumer().scaling().mode() == ScalingMode.Auto;
    }

    WatchedGroup group() {
        return WatchedGroup.of(metadata(), spec());
    }

    ScalerSettings settings() {
        return ConsumerWorkload.settings(spec());
    }
}
