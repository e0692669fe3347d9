// SPDX-License-Identifier: Apache-2.0
package dev.headgate.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The project's {@code docker-compose.yml}, run under a name and a port of its own. */
final class DockerCompose implements AutoCloseable {

    /** What a command printed and how it ended. */
    private record Ended(int exitCode, String output) {}

    private static final Duration SHORT = Duration.ofMinutes(3);
    private static final Duration BUILD = Duration.ofMinutes(15);

    private final Path project = Path.of("..").toAbsolutePath().normalize();
    private final String name = "headgate-e2e-" + ProcessHandle.current().pid();
    private final int port = freePort();
    private final boolean classicBuilder;

    DockerCompose() {
        if (run(SHORT, "docker", "version").exitCode() != 0
                || run(SHORT, "docker", "compose", "version").exitCode() != 0) {
            throw new IllegalStateException(
                    "these tests need a running Docker engine and Docker Compose 2: start Docker"
                            + " Desktop or dockerd, then try `docker compose version`");
        }
        classicBuilder = run(SHORT, "docker", "buildx", "version").exitCode() != 0;
    }

    int port() {
        return port;
    }

    void build() {
        compose(BUILD, "build");
    }

    /** Starts whatever does not run and returns when all of it is healthy. */
    void up() {
        compose(SHORT, "up", "--detach", "--wait", "--wait-timeout", "120");
    }

    /** Ends every container of a service at once, by SIGKILL. */
    void kill(String service) {
        compose(SHORT, "kill", "--signal", "SIGKILL", service);
    }

    /** Rows of a query on the pipeline's database, columns separated by tabs. */
    List<String> query(String sql) {
        return compose(
                        SHORT,
                        "exec",
                        "--no-TTY",
                        "postgres",
                        "psql",
                        "--no-psqlrc",
                        "--tuples-only",
                        "--no-align",
                        "--field-separator=\t",
                        "--username=headgate",
                        "--dbname=headgate",
                        "--command=" + sql)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    String logs() {
        return compose(SHORT, "logs", "--no-color", "--tail", "40");
    }

    /** Removes the containers and their data. */
    @Override
    public void close() {
        compose(SHORT, "down", "--volumes", "--timeout", "30");
    }

    private String compose(Duration limit, String... arguments) {
        var command = new ArrayList<>(List.of("docker", "compose", "--project-name", name));
        command.addAll(List.of(arguments));
        Ended ended = run(limit, command.toArray(String[]::new));
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command)
                            + " ended with "
                            + ended.exitCode()
                            + ":\n"
                            + ended.output());
        }
        return ended.output();
    }

    private Ended run(Duration limit, String... command) {
        var builder = new ProcessBuilder(command).directory(project.toFile());
        builder.redirectErrorStream(!List.of(command).contains("exec"));
        builder.environment().put("HEADGATE_PORT", Integer.toString(port));
        if (classicBuilder) {
            builder.environment().put("DOCKER_BUILDKIT", "0");
        }
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Ended(-1, "still running after " + limit + "\n" + output.join());
            }
            return new Ended(process.exitValue(), output.join());
        } catch (IOException e) {
            return new Ended(-1, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for docker", e);
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
