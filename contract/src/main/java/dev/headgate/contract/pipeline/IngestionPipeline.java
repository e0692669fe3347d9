// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * A whole pipeline as its user wrote it, defaults filled in: which topics exist, how events are
 * accepted, how fresh rows must be. The annotations of these records are the one home of every
 * field's default, bounds and meaning; {@link PipelineFile} reads them, and so does the generator
 * of the custom resource definition.
 */
public record IngestionPipeline(
        @Required @JsonPropertyDescription("Version of this file's form: " + API_VERSION + ".")
                String apiVersion,
        @Required @JsonPropertyDescription("What the file describes: " + KIND + ".") String kind,
        @Required @JsonPropertyDescription("The pipeline's name.") PipelineMetadata metadata,
        @Required @JsonPropertyDescription("What the pipeline shall do.") PipelineSpec spec) {

    /** The only {@code apiVersion} that is read. */
    public static final String API_VERSION = "headgate.dev/v1alpha1";

    /** The only {@code kind} that is read. */
    public static final String KIND = "IngestionPipeline";
}
