// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.replay;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.KafkaAdmin;
import dev.headgate.cli.PipelineArgument;
import dev.headgate.cli.ServerOptions;
import dev.headgate.cli.run.FolderOption;
import dev.headgate.cli.run.RunAccess;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.contract.settings.Connections;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate replay}: reads a topic again from an earlier place. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a topic again from an offset or a time. Rows that are there stay as they are;",
            "missing ones come back. Works while consumers run: they notice within seconds."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the positions are set",
            "1:a server did not answer",
            "2:the file, the topic or an option is not valid"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The pipeline file.")
    private Path file;

    @Option(names = "--topic", required = true, description = "The topic to read again.")
    private String topic;

    @Option(names = "--partition", description = "One partition only. Default: all")
    private @Nullable Integer partition;

    @ArgGroup(multiplicity = "1")
    private Start start;

    @Mixin private FolderOption folders;

    @Mixin private ServerOptions servers;

    /** From where; one of the two. */
    static final class Start {

        @Option(names = "--from-offset", required = true, description = "An offset.")
        private @Nullable Long offset;

        @Option(
                names = "--from-time",
                required = true,
                paramLabel = "TIME",
                description = "A time of acceptance, such as 2026-01-31T12:00:00Z.")
        private @Nullable String time;
    }

    @Override
    public Integer call() throws SQLException {
        IngestionPipeline pipeline = PipelineArgument.read(file);
        if (pipeline.spec().topics().stream().map(TopicSpec::name).noneMatch(topic::equals)) {
            throw CommandFailure.invalid("The pipeline has no topic " + topic + ".");
        }
        ReplayStart from = replayStart();
        Connections given = servers.connections();
        String schema = PipelineNames.of(pipeline.metadata()).schema();
        if (!given.databaseUrl().isEmpty()) {
            replay(servers.required(), schema, from);
            return 0;
        }
        try (RunAccess run = RunAccess.to(folders.of(pipeline.metadata()))) {
            replay(run.connections(), schema, from);
        }
        return 0;
    }

    private void replay(Connections connections, String schema, ReplayStart from)
            throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        try (KafkaAdmin kafka = KafkaAdmin.of(connections.kafkaBootstrapServers())) {
            List<ReplayedPartition> moved =
                    new Replay(kafka, connections, schema).rewind(topic, partition, from);
            moved.forEach(out::println);
            long records = moved.stream().mapToLong(ReplayedPartition::records).sum();
            out.printf("%,d records will be read again.%n", records);
            out.flush();
        }
    }

    private ReplayStart replayStart() {
        if (start.offset != null) {
            if (start.offset < 0) {
                throw CommandFailure.invalid("--from-offset must be 0 or more.");
            }
            return new ReplayStart.Offset(start.offset);
        }
        try {
            return new ReplayStart.Time(Instant.parse(String.valueOf(start.time)));
        } catch (DateTimeParseException _) {
            throw CommandFailure.invalid(
                    "--from-time must look like 2026-01-31T12:00:00Z, but is " + start.time + ".");
        }
    }
}
