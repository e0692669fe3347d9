// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.KafkaAdmin;
import dev.headgate.cli.PipelineArgument;
import dev.headgate.cli.ServerOptions;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.settings.Connections;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate apply}: makes a pipeline's topics and schema on given servers. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description =
                "Makes a pipeline's topics and its schema on given servers. Doing it again changes"
                        + " nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is as the file says",
            "1:a server did not come up, or a topic stays different",
            "2:the file or an option is not valid"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class ApplyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The pipeline file.")
    private Path file;

    @Mixin private ServerOptions servers;

    @Option(
            names = "--grow",
            description =
                    "Add partitions to topics that have fewer than the file says. Keys move to other"
                            + " partitions, so order across that moment is lost.")
    private boolean grow;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for servers to come up; default ${DEFAULT-VALUE}.")
    private int waitSeconds;

    @Override
    public Integer call() {
        IngestionPipeline pipeline = PipelineArgument.read(file);
        Connections connections = servers.required();
        PrintWriter out = spec.commandLine().getOut();
        var wait = new ServerWait(out, Duration.ofSeconds(waitSeconds));
        wait.forKafka(connections.kafkaBootstrapServers());
        wait.forDatabase(connections);
        try (KafkaAdmin kafka = KafkaAdmin.of(connections.kafkaBootstrapServers())) {
            List<TopicReport> topics = new TopicProvisioner(kafka, grow).provision(pipeline.spec());
            topics.forEach(out::println);
            String schema = PipelineNames.of(pipeline.metadata()).schema();
            out.println(SchemaProvisioner.provision(connections, schema));
            out.flush();
            return topics.stream().anyMatch(TopicReport::refused) ? CommandFailure.NOT_DONE : 0;
        }
    }
}
