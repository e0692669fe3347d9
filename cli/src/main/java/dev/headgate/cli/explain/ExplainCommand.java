// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.explain;

import dev.headgate.cli.PipelineArgument;
import dev.headgate.contract.pipeline.IngestionPipeline;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate explain}: shows what a pipeline file means, all defaults included. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Shows what a pipeline file means: every value in effect and where it comes from,"
                        + " the names made from it, and the settings of each service.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class ExplainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The pipeline file.")
    private Path file;

    @Option(names = "--describe", description = "Say what each field means, too.")
    private boolean describe;

    @Override
    public Integer call() {
        IngestionPipeline pipeline = PipelineArgument.read(file);
        var out = spec.commandLine().getOut();
        out.print(new ExplanationText(pipeline).text(describe));
        out.flush();
        return 0;
    }
}
