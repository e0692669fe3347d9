// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process was told to do. */
sealed interface StartArguments {

    /** What the process can be told. */
    String USAGE =
            """
            Runs the IngestionPipelines of a Kubernetes cluster until it is told to end.

            Usage: dev.headgate.operator.Main --config FILE
                   dev.headgate.operator.Main --help

            FILE holds the settings. The cluster is the one the process runs in, else the one that KUBECONFIG names;
            with leader election, POD_NAME names this replica.
            """;

    /** To say what it can be told. */
    record Help() implements StartArguments {}

    /** To run with the settings of a file. */
    record Run(Path file) implements StartArguments {

        /** Root configuration: environment variables and system properties win over the file. */
        Config config() {
            if (!Files.isReadable(file)) {
                throw new StartFailure(
                        "cannot read "
                                + file
                                + ": name a file with settings that this user may read");
            }
            return Config.create(ConfigSources.file(file));
        }
    }

    static StartArguments parse(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            return new Help();
        }
        if (arguments.length == 2 && arguments[0].equals("--config")) {
            return new Run(Path.of(arguments[1]));
        }
        throw new StartFailure("call it with --config FILE; --help tells more");
    }
}
