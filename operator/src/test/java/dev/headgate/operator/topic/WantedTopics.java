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
        return of(topics, "{}");
    }

    /**
     * Those of a pipeline file.
     *
     * @param topics value of {@code spec.topics}
     * @param ingest value of {@code spec.ingest}
     */
    static List<WantedTopic> of(String topics, String ingest) {
        String text =
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata: {name: orders}
                spec: {topics: %s, ingest: %s}
                """
                        .formatted(topics, ingest);
        return switch (PipelineFile.parse("pipeline.yaml", text)) {
            case PipelineReading.Valid(var pipeline) -> WantedTopic.of(pipeline.spec());
            case PipelineReading.Invalid(var violations) ->
                    throw new AssertionError(violations.toString());
        };
    }
}
