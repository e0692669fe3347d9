// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import dev.headgate.cli.deadletters.DeadLettersCommand;
import dev.headgate.cli.demo.DemoCommand;
import dev.headgate.cli.explain.ExplainCommand;
import dev.headgate.cli.load.LoadCommand;
import dev.headgate.cli.provision.ApplyCommand;
import dev.headgate.cli.provision.MigrateCommand;
import dev.headgate.cli.replay.ReplayCommand;
import dev.headgate.cli.rows.RowsCommand;
import dev.headgate.cli.run.RunCommand;
import dev.headgate.cli.simulate.SimulateCommand;
import dev.headgate.cli.tail.TailCommand;
import dev.headgate.embedded.EmbeddedServerException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code headgate} command. Exit codes: 0 done, 1 not done, 2 asked for what cannot be. */
@Command(
        name = "headgate",
        mixinStandardHelpOptions = true,
        versionProvider = Headgate.Version.class,
        description = "Events over HTTP, through Kafka, into PostgreSQL, exactly once.",
        subcommands = {
            RunCommand.class,
            LoadCommand.class,
            SimulateCommand.class,
            DemoCommand.class,
            ApplyCommand.class,
            MigrateCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            DeadLettersCommand.class,
            RowsCommand.class,
            TailCommand.class
        })
public final class Headgate {

    private Headgate() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        System.setProperty(LastingLog.PROPERTY, LastingLog.class.getName());
        CommandLogging.toStandardError();
        System.exit(commandLine().execute(arguments));
    }

    /** The command with all its subcommands, as {@link #main} runs it. */
    public static CommandLine commandLine() {
        return new CommandLine(new Headgate())
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Headgate::refuse)
                .setExecutionExceptionHandler(Headgate::report);
    }

    /**
     * What is wrong with the options, and where to read about them; the whole list would hide it.
     */
    private static int refuse(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println(failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().printf("See: %s --help%n", command.getCommandSpec().qualifiedName());
        command.getErr().flush();
        return CommandFailure.INVALID;
    }

    /** A failure with a sentence is shown as that sentence; anything else is a bug, shown whole. */
    private static int report(Exception failure, CommandLine command, ParseResult parsed)
            throws Exception {
        return switch (failure) {
            case CommandFailure e -> say(command, e, e.exitCode());
            case EmbeddedServerException e ->
                    say(
                            command,
                            e,
                            e.reason() == EmbeddedServerException.Reason.ServerFailed
                                    ? CommandFailure.NOT_DONE
                                    : CommandFailure.INVALID);
            default -> throw failure;
        };
    }

    private static int say(CommandLine command, Exception failure, int exitCode) {
        command.getErr().println(failure.getMessage());
        command.getErr().flush();
        return exitCode;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"headgate " + text() + ", Java " + Runtime.version()};
        }

        static String text() {
            return Objects.requireNonNullElse(
                    Headgate.class.getPackage().getImplementationVersion(), "unpacked");
        }
    }
}
