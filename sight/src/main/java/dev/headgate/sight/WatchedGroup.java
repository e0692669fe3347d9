// SPDX-License-Identifier: Apache-2.0
package dev.headgate.sight;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.StartFrom;
import dev.headgate.contract.settings.SettingsRendering;
import java.util.List;

/**
 * A pipeline's consumer group.
 *
 * @param group its name
 * @param topics all that its members read
 * @param startFrom where they begin in a topic that they never read
 */
public record WatchedGroup(String group, List<String> topics, StartFrom startFrom) {

    public WatchedGroup {
        topics = List.copyOf(topics);
    }

    /** The group of a pipeline. */
    public static WatchedGroup of(PipelineMetadata metadata, PipelineSpec spec) {
        return new WatchedGroup(
                PipelineNames.of(metadata).consumerGroup(),
                SettingsRendering.consumedTopics(spec),
                spec.consumer().startFrom());
    }
}
