// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.contract.pipeline.PipelineMetadata;
import java.util.List;
import java.util.Optional;

/** Finds the ingest instances of a pipeline. A seam to the cluster. */
@FunctionalInterface
public interface IngestReplicas {

    /** All that there are now, none from memory; nothing if that cannot be told. */
    Optional<List<IngestReplica>> of(PipelineMetadata pipeline);
}
