// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.load;

import dev.headgate.cli.CommandFailure;
import dev.headgate.loadtest.report.Comparison;
import dev.headgate.loadtest.report.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate load compare}: two results side by side. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Shows two results side by side, and where the runs differ in what they did.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class CompareCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json", description = "The result to compare with.")
    private Path before;

    @Parameters(index = "1", paramLabel = "B.json", description = "The result to look at.")
    private Path after;

    @Override
    public Integer call() {
        try {
            var out = spec.commandLine().getOut();
            out.print(Comparison.of(ResultFile.read(before), ResultFile.read(after)));
            out.flush();
            return 0;
        } catch (IOException e) {
            throw CommandFailure.invalid(e);
        }
    }
}
