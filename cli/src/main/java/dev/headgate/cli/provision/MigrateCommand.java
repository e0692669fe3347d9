// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import dev.headgate.cli.DatabaseOptions;
import dev.headgate.contract.settings.Connections;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate migrate}: makes a schema and brings it up to date; Kafka is not needed. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description =
                "Makes a pipeline's schema and brings it up to date. Doing it again changes nothing."
                        + " On a cluster the operator runs it; elsewhere apply does the same and more.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the schema is up to date",
            "1:the database did not come up, or refused",
            "2:an option is not valid"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class MigrateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SCHEMA", description = "Name of the schema.")
    private String schema;

    @Mixin private DatabaseOptions database;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the database to come up; default ${DEFAULT-VALUE}.")
    private int waitSeconds;

    @Option(
            names = "--reader",
            paramLabel = "NAME",
            description =
                    "Let this role read what is meant for users, and nothing else; it is made without"
                            + " a login if it is missing. Grant it to those who log in.")
    private @Nullable String reader;

    @Override
    public Integer call() {
        Connections connections = DatabaseOptions.required(database.connections());
        PrintWriter out = spec.commandLine().getOut();
        new ServerWait(out, Duration.ofSeconds(waitSeconds)).forDatabase(connections);
        out.println(SchemaProvisioner.provision(connections, schema));
        if (reader != null) {
            out.println(SchemaProvisioner.reader(connections, schema, reader));
        }
        out.flush();
        return 0;
    }
}
