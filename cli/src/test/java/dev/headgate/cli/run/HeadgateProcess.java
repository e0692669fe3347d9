// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.cli.Headgate;
import dev.headgate.contract.settings.Connections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code headgate} command in a process of its own, that can be killed for real. */
public final class HeadgateProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path out;
    private final Path err;

    private HeadgateProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts the command.
     *
     * @param output folder for the files in which is kept what it says
     */
    public static HeadgateProcess start(Path output, String... arguments) {
        try {
            Path out = Files.createTempFile(output, "headgate", ".out");
            Path err = Files.createTempFile(output, "headgate", ".err");
            var command = new ArrayList<String>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.add("-XX:+UseSerialGC");
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
            command.add("-Xmx768m");
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add(Headgate.class.getName());
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command);
            builder.environment().remove(Connections.KAFKA);
            builder.environment().remove(Connections.DATABASE_URL);
            builder.redirectOutput(out.toFile());
            builder.redirectError(err.toFile());
            return new HeadgateProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a run and returns when it accepts events. */
    public static HeadgateProcess run(Path output, Path file, Path data, int port) {
        HeadgateProcess run =
                start(
                        output,
                        "run",
                        file.toString(),
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--management-port",
                        "0");
        try {
            await().atMost(PATIENCE).until(() -> !run.alive() || run.out().contains("Ctrl-C"));
            assertThat(run.alive()).as("%s%n%s", run.out(), run.err()).isTrue();
            return run;
        } catch (RuntimeException | AssertionError e) {
            run.close();
            throw e;
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** What it said on standard output so far. */
    public String out() {
        return text(out);
    }

    /** What it said on standard error so far. */
    public String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end that the process comes to by itself. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(out()).isTrue();
        return process.exitValue();
    }

    /** SIGKILL: no drain, no last commit. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, and the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Ends what a failed test left. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
