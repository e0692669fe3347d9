// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading;
import dev.headgate.contract.pipeline.Violation;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The pipeline file that a command is given. */
public final class PipelineArgument {

    private PipelineArgument() {}

    /** Reads the file; all that is wrong with it is one failure. */
    public static IngestionPipeline read(Path file) {
        return switch (PipelineFile.read(file)) {
            case PipelineReading.Valid(IngestionPipeline pipeline) -> pipeline;
            case PipelineReading.Invalid(var violations) ->
                    throw CommandFailure.invalid(
                            violations.stream()
                                    .map(Violation::toString)
                                    .collect(Collectors.joining("\n")));
        };
    }
}
