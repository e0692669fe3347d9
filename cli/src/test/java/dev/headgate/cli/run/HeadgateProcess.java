// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.cli.Headgate;
import dev.headgate.contract.settings.Connections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code headgate} command as a child process, its output in a file. */
final class HeadgateProcess implements AutoCloseable {

    private static final Pattern EVENTS = Pattern.compile("http://[\\w.]+:\\d+/v1/events");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path output;
    private final HttpClient client = HttpClient.newHttpClient();

    private HeadgateProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static HeadgateProcess start(String... arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx768m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Headgate.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("headgate-", ".out");
        return new HeadgateProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** A run on any free ports, ready for events. */
    static HeadgateProcess run(Path pipeline, Path folder) throws IOException {
        HeadgateProcess run =
                start(
                        "run",
                        pipeline.toString(),
                        "--data",
                        folder.toString(),
                        "--port",
                        "0",
                        "--management-port",
                        "0");
        await().atMost(PATIENCE)
                .until(() -> !run.process.isAlive() || EVENTS.matcher(run.output()).find());
        assertThat(run.process.isAlive()).as(run.output()).isTrue();
        return run;
    }

    /** True if the event was accepted. */
    boolean post(String id) {
        String body =
                """
                {"id": "%s", "type": "order.created", "key": "%s", "data": {"of": "%s"}}\
                """
                        .formatted(id, id, id);
        try {
            return client.send(
                                    HttpRequest.newBuilder(events())
                                            .timeout(Duration.ofSeconds(20))
                                            .header("Content-Type", "application/json")
                                            .POST(BodyPublishers.ofString(body))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 202;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private URI events() {
        Matcher found = EVENTS.matcher(output());
        assertThat(found.find()).isTrue();
        return URI.create(found.group());
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** SIGTERM, and the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The first value that the database of a running instance answers. */
    static String query(Path folder, String sql) throws SQLException {
        Connections servers = new DataFolder(folder).addresses().orElseThrow().connections();
        try (var connection =
                        DriverManager.getConnection(
                                servers.databaseUrl(),
                                servers.databaseUsername(),
                                servers.databasePassword());
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "" + statement.getUpdateCount();
            }
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
