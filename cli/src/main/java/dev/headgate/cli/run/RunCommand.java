// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.cli.CommandLogging;
import dev.headgate.cli.KafkaAdmin;
import dev.headgate.cli.PipelineArgument;
import dev.headgate.cli.ServerOptions;
import dev.headgate.cli.Terminal;
import dev.headgate.cli.provision.SchemaProvisioner;
import dev.headgate.cli.provision.TopicProvisioner;
import dev.headgate.cli.provision.TopicReport;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.ConsumerSpec;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.ScalingMode;
import dev.headgate.contract.settings.Connections;
import dev.headgate.embedded.FolderLock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate run}: a whole pipeline in one process. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a whole pipeline on this machine: Kafka, PostgreSQL, the ingest service and the",
            "consumers, until Ctrl-C. Started again on the same folder, it goes on where it was."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:a server failed",
            "2:the file, an option, the folder or a port cannot be used; nothing was changed",
            "130, 143:stopped by Ctrl-C or SIGTERM, and drained"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class RunCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The pipeline file.")
    private Path file;

    @Mixin private FolderOption folders;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port for events, 0 for any. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--management-port",
            defaultValue = "9080",
            description = "Port for health and metrics, 0 for any. Default: ${DEFAULT-VALUE}")
    private int managementPort;

    @Mixin private ServerOptions serverOptions;

    @Override
    public Integer call() throws InterruptedException {
        IngestionPipeline pipeline = PipelineArgument.read(file);
        var ports =
                new Services.Ports(
                        Servers.free(port, "--port"),
                        Servers.free(managementPort, "--management-port"));
        Connections given = serverOptions.connections();
        DataFolder folder = folders.of(pipeline.metadata());
        try (FolderLock _ = FolderLock.acquire(folder.path())) {
            CommandLogging.toFile(folder.log());
            say("Starting %s in %s ...".formatted(pipeline.metadata().name(), folder.path()));
            try (Servers servers = Servers.start(folder, given)) {
                folder.write(new Addresses(servers.connections(), "", ""));
                provision(pipeline, servers.connections());
                serve(pipeline, folder, servers, ports);
            }
        }
        return 0;
    }

    private void provision(IngestionPipeline pipeline, Connections connections) {
        try (KafkaAdmin kafka = KafkaAdmin.of(connections.kafkaBootstrapServers())) {
            List<TopicReport> topics =
                    new TopicProvisioner(kafka, false).provision(pipeline.spec());
            topics.stream().filter(TopicReport::refused).forEach(topic -> say("Note: " + topic));
        }
        SchemaProvisioner.provision(connections, PipelineNames.of(pipeline.metadata()).schema());
    }

    /** Serves until the process is told to end; then the shutdown hook drains, and it ends. */
    private void serve(
            IngestionPipeline pipeline, DataFolder folder, Servers servers, Services.Ports ports)
            throws InterruptedException {
        Services services =
                Services.start(pipeline, servers.connections(), ports, folder.ownToken());
        folder.write(
                new Addresses(
                        servers.connections(),
                        "http://127.0.0.1:%d/v1/events".formatted(services.ingest().port()),
                        services.management()));
        pipeline.spec().ingest().clusterOnly().ifPresent(note -> say("Note: " + note));
        if (consumersAsked(pipeline.spec().consumer()) > ConsumerFleet.CONSUMERS_MAX) {
            say(
                    "Note: on one machine there are %d consumers at most."
                            .formatted(ConsumerFleet.CONSUMERS_MAX));
        }
        say(new Banner(pipeline, file, folder, servers, services).text());
        var line = new LiveLine(out(), Terminal.drawsInPlace());
        Optional<ConsumerScaling> scaling = scaling(pipeline, servers, services, line);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("drain")
                                .unstarted(() -> {
                                    scaling.ifPresent(ConsumerScaling::close);
                                    stop(line, services, servers);
                                }));
        line.draw(services::flow);
        // The hook is at work and ends the process; this thread must not close anything under it.
        Thread.currentThread().join();
    }

    /** The most that the file speaks of. */
    private static int consumersAsked(ConsumerSpec consumer) {
        boolean follows = consumer.scaling().mode() == ScalingMode.Auto;
        Integer most = consumer.maxReplicas();
        return follows && most != null ? most : consumer.minReplicas();
    }

    /** The number of consumers follows what comes in, unless the file says that it is given. */
    private Optional<ConsumerScaling> scaling(
            IngestionPipeline pipeline, Servers servers, Services services, LiveLine line) {
        if (pipeline.spec().consumer().scaling().mode() != ScalingMode.Auto) {
            return Optional.empty();
        }
        return Optional.of(
                ConsumerScaling.start(
                        pipeline,
                        Math.min(pipeline.spec().consumersMax(), ConsumerFleet.CONSUMERS_MAX),
                        services.consumers(),
                        Admin.create(
                                Map.of(
                                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        servers.connections().kafkaBootstrapServers(),
                                        AdminClientConfig.CLIENT_ID_CONFIG,
                                        "headgate-scaling")),
                        line::note));
    }

    private void stop(LiveLine line, Services services, Servers servers) {
        line.stop();
        say("");
        say("Draining ...");
        try {
            say(services.drain());
        } finally {
            servers.close();
        }
    }

    private void say(String text) {
        out().println(text);
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
