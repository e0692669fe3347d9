// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading;
import dev.headgate.contract.topic.WantedTopic;
import java.util.List;

/** Wanted topics written as a pipeline's user writes them. */
final class WantedTopics {

    private WantedTopics() {}

    /**
     * Those of a pipeline file.
     *
     * @param topics value of {@code spec.topics}
     */
    static List<WantedTopic> of(String topics) {
        String text =
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata: {name: orders}
                spec: {topics: %s}
                """
                        .formatted(topics);
        return switch (PipelineFile.parse("pipeline.yaml", text)) {
            case PipelineReading.Valid(var pipeline) -> WantedTopic.of(pipeline.spec());
            case PipelineReading.Invalid(var violations) ->
                    throw new AssertionError(violations.toString());
        };
    }
}
