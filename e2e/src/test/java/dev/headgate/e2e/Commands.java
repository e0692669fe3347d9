// SPDX-License-Identifier: Apache-2.0
package dev.headgate.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs in the project's folder, each within a time.
 *
 * @param environment variables of their environment, besides this process's own
 */
record Commands(Map<String, String> environment) {

    /** What a command printed and how it ended; -1 if it did not. */
    record Ended(int exitCode, String output) {}

    /** Enough for all that builds no image. */
    static final Duration SHORT = Duration.ofMinutes(3);

    /** Enough to build the images. */
    static final Duration BUILD = Duration.ofMinutes(15);

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    Commands {
        environment = Map.copyOf(environment);
    }

    /** The variables for building images: the classic builder where Docker has no other. */
    static Map<String, String> dockerBuilder() {
        boolean classic =
                new Commands(Map.of()).run(SHORT, "docker", "buildx", "version").exitCode() != 0;
        return classic ? Map.of("DOCKER_BUILDKIT", "0") : Map.of();
    }

    /** A port of this machine on which nobody listens. */
    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command, not started yet, whose errors go where its output goes. */
    ProcessBuilder builder(String... command) {
        var builder =
                new ProcessBuilder(command).directory(PROJECT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    /** What a command says, whether it succeeds or not. */
    Ended run(Duration limit, String... command) {
        return run(limit, builder(command));
    }

    /** What a command prints that must succeed. */
    String succeed(Duration limit, String... command) {
        return succeed(limit, builder(command));
    }

    /** What a prepared command prints that must succeed. */
    static String succeed(Duration limit, ProcessBuilder builder) {
        Ended ended = run(limit, builder);
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(
                    String.join(" ", builder.command())
                            + " ended with "
                            + ended.exitCode()
                            + ":\n"
                            + ended.output());
        }
        return ended.output();
    }

    private static Ended run(Duration limit, ProcessBuilder builder) {
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
            throw new IllegalStateException(
                    "interrupted while waiting for " + builder.command().getFirst(), e);
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
