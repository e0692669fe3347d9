// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server as a child process, its output in a file. It ends when this JVM ends, however that ends:
 * a guard waits for the end of a pipe that only this JVM holds open.
 */
final class ServerProcess implements AutoCloseable {

    private static final int STOP_SECONDS_MAX = 15;
    private static final int SHOWN_LINES_MAX = 20;

    /** By force: an API server that has lost its etcd takes a minute to end otherwise. */
    private static final String GUARD = "trap '' INT TERM HUP; read -r _; kill -KILL \"$1\"";

    private final String name;
    private final Path log;
    private final Process server;
    private final Process guard;

    private ServerProcess(String name, Path log, Process server, Process guard) {
        this.name = name;
        this.log = log;
        this.server = server;
        this.guard = guard;
    }

    static ServerProcess start(String name, Path folder, List<String> command) {
        Path log = folder.resolve(name + ".log");
        try {
            Process server =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            Process guard =
                    new ProcessBuilder("sh", "-c", GUARD, "headgate-guard", "" + server.pid())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return new ServerProcess(name, log, server, guard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with the last lines that the server wrote if it has ended. */
    void requireAlive() {
        if (!server.isAlive()) {
            throw new IllegalStateException(
                    "%s ended with %d:%n%s".formatted(name, server.exitValue(), lastLines()));
        }
    }

    long pid() {
        return server.pid();
    }

    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES_MAX), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server, by force if it takes too long. */
    @Override
    public void close() {
        guard.destroyForcibly();
        server.destroy();
        try {
            if (!server.waitFor(STOP_SECONDS_MAX, SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
