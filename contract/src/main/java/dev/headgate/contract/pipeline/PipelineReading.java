// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.util.List;

/** What reading a pipeline file came to. */
public sealed interface PipelineReading {

    /** The file is a valid pipeline; defaults are filled in. */
    record Valid(IngestionPipeline pipeline) implements PipelineReading {}

    /** The file is not a valid pipeline; all that is wrong, in the order of lines. */
    record Invalid(List<Violation> violations) implements PipelineReading {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }
}
