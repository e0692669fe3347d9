// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.operator.resource.GrowthStatus;
import dev.headgate.operator.topic.KafkaAccess;
import dev.headgate.operator.topic.PendingGrowth;
import java.util.List;

/**
 * One look at a pipeline's growths.
 *
 * @param wanted partitions that wait for earlier events to land
 * @param previous the growths as the status has them
 */
public record GrowthRequest(
        PipelineMetadata pipeline,
        KafkaAccess access,
        List<PendingGrowth> wanted,
        List<GrowthStatus> previous) {

    public GrowthRequest {
        wanted = List.copyOf(wanted);
        previous = List.copyOf(previous);
    }
}
