// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.Headgate;
import dev.headgate.cli.PipelineArgument;
import dev.headgate.cli.run.DataFolder;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.settings.Connections;
import dev.headgate.embedded.FreePorts;
import dev.headgate.loadtest.verify.DatabaseAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The platform under demonstration: {@code headgate run} as a child process with everything in it,
 * and a second consumer as another.
 */
final class Platform implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final long LOOK_MILLIS = 100;

    private final Path pipelineFile;
    private final Path folder;
    private final Path data;
    private final String schema;
    private final int port = FreePorts.next();
    private final int managementPort = FreePorts.next();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private @Nullable ChildProcess run;
    private @Nullable ChildProcess consumer;

    Platform(Path pipelineFile, Path folder) {
        this.pipelineFile = pipelineFile;
        this.folder = folder;
        this.data = folder.resolve("data");
        this.schema = PipelineNames.of(PipelineArgument.read(pipelineFile).metadata()).schema();
    }

    /** Starts everything on the folder's data; returns when events are accepted. */
    void start() throws IOException, InterruptedException {
        run =
                ChildProcess.start(
                        Headgate.class.getName(),
                        List.of(
                                "run",
                                pipelineFile.toString(),
                                "--data",
                                data.toString(),
                                "--port",
                                "" + port,
                                "--management-port",
                                "" + managementPort),
                        Map.of(),
                        folder.resolve("platform.log"));
        awaitAccepting();
    }

    /** Starts another consumer, as a process of its own, on the platform's servers. */
    void startSecondConsumer() throws IOException {
        Connections servers = servers();
        consumer =
                ChildProcess.start(
                        dev.headgate.consumer.Main.class.getName(),
                        List.of("--pipeline", pipelineFile.toString()),
                        Map.of(
                                Connections.KAFKA, servers.kafkaBootstrapServers(),
                                Connections.DATABASE_URL, servers.databaseUrl(),
                                Connections.DATABASE_USERNAME, servers.databaseUsername(),
                                Connections.DATABASE_PASSWORD, servers.databasePassword()),
                        folder.resolve("consumer.log"));
    }

    void killSecondConsumer() throws InterruptedException {
        if (consumer != null) {
            consumer.kill();
            consumer = null;
        }
    }

    /** Kills everything at once: Kafka, PostgreSQL's parent, the ingest service, the consumer. */
    void kill() throws InterruptedException {
        if (run != null) {
            run.kill();
        }
    }

    /** Fails with a sentence if a child has died that nobody killed. */
    void check() {
        check(run);
        check(consumer);
    }

    int stop() throws InterruptedException {
        return run == null ? 0 : run.stop();
    }

    URI target() {
        return URI.create("http://127.0.0.1:" + port + "/v1/events");
    }

    /** The database that the events land in. */
    DatabaseAccess database() {
        Connections servers = servers();
        return new DatabaseAccess(
                servers.databaseUrl(),
                servers.databaseUsername(),
                servers.databasePassword(),
                schema);
    }

    private Connections servers() {
        return new DataFolder(data)
                .addresses()
                .orElseThrow(() ->
                        CommandFailure.notDone("The platform wrote no addresses into " + data))
                .connections();
    }

    private void awaitAccepting() throws IOException, InterruptedException {
        var status =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/get_status"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            check(run);
            try {
                if (client.send(status, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException _) {
                // Not listening yet.
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw CommandFailure.notDone(
                "The platform did not accept events after %d s; see %s"
                        .formatted(START_PATIENCE.toSeconds(), folder.resolve("platform.log")));
    }

    private static void check(@Nullable ChildProcess child) {
        if (child != null && !child.alive()) {
            throw CommandFailure.notDone(
                    "A process of the demonstration ended by itself; see " + child.log());
        }
    }

    @Override
    public void close() {
        for (ChildProcess child : new @Nullable ChildProcess[] {consumer, run}) {
            if (child != null) {
                child.close();
            }
        }
        client.close();
    }
}
