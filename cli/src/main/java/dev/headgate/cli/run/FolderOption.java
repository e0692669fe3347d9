// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.contract.pipeline.PipelineMetadata;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where a run keeps everything; the same for all commands on a run. */
public final class FolderOption {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "Where the run keeps everything. Default: .headgate/<name of the pipeline>")
    private @Nullable Path data;

    /** The folder of a pipeline's run. */
    public DataFolder of(PipelineMetadata metadata) {
        return DataFolder.of(data, metadata);
    }
}
