// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import dev.headgate.contract.settings.Suggestion;
import java.util.List;

/**
 * The rules that look at more than one field. Each is checked wherever the fields that it looks at
 * could be read, whatever is wrong elsewhere. The same rules stand on the records for a cluster, as
 * {@code @ValidationRule}; a test gives both the same pipelines.
 */
final class PipelineRules {

    private final RecordReader reader;
    private final Findings findings;

    PipelineRules(RecordReader reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    void check() {
        fixed("apiVersion", IngestionPipeline.API_VERSION);
        fixed("kind", IngestionPipeline.KIND);
        new TopicRules(reader, findings).check();
        new ReplicaRules(reader, findings).check();
        new PodRules(reader, findings).check();
        new KafkaRules(reader, findings).check();
        new IngestRules(reader, findings).check();
    }

    private void fixed(String path, String expected) {
        reader.at(path, String.class)
                .filter(value -> !value.equals(expected))
                .ifPresent(value ->
                        findings.add(
                                path,
                                "is " + ScalarReader.clip(value),
                                Suggestion.nearest(value, List.of(expected))
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("write " + expected)));
    }
}
