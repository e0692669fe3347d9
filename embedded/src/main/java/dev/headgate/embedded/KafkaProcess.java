// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The broker of {@link EmbeddedKafka} in a child JVM, so that it can really be killed and frozen.
 * It ends when this JVM ends.
 *
 * <p>Not for several threads.
 */
public final class KafkaProcess implements AutoCloseable {

    private static final int READY_SECONDS_MAX = 60;
    private static final int STOP_SECONDS_MAX = 30;

    private final Path folder;
    private final int port;
    private Process process;

    private KafkaProcess(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts a broker on its data in the folder, on any free port; blocks until it answers. */
    public static KafkaProcess start(Path folder) {
        int port = FreePorts.next();
        return new KafkaProcess(folder, port, launched(folder, port));
    }

    private static Process launched(Path folder, int port) {
        Path log = folder.resolve("process.log");
        try {
            Files.createDirectories(folder);
            Process process =
                    new ProcessBuilder(command(folder, port))
                            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            if (!ready(process)) {
                process.destroyForcibly();
                throw new EmbeddedServerException(
                        Reason.ServerFailed, "Kafka's process did not start; see " + log + ".");
            }
            return process;
        } catch (IOException e) {
            throw EmbeddedServerException.notWritable(folder, e);
        }
    }

    private static List<String> command(Path folder, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaMain.class.getName(),
                folder.toString(),
                Integer.toString(port));
    }

    private static boolean ready(Process process) {
        var ready = new CompletableFuture<Boolean>();
        Thread.startVirtualThread(() -> {
            try (BufferedReader lines = process.inputReader(UTF_8)) {
                ready.complete(KafkaMain.READY.equals(lines.readLine()));
            } catch (IOException e) {
                ready.complete(false);
            }
        });
        try {
            return ready.get(READY_SECONDS_MAX, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Address for clients; the same after a restart. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Process id of the broker; another one after a restart. */
    public long pid() {
        return process.pid();
    }

    /** Ends the broker with SIGKILL; blocks until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops the broker's clock with SIGSTOP: connections stay open, nothing is answered. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen broker go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    /**
     * Starts the broker again on the same disk and port; ends it in good order before if needed.
     */
    public void restart() {
        close();
        process = launched(folder, port);
    }

    /** Ends the broker in good order; does nothing if it is dead already. */
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        thaw();
        try {
            process.outputWriter(UTF_8).close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) {
        try {
            int exit =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .start()
                            .waitFor();
            if (exit != 0) {
                throw new EmbeddedServerException(
                        Reason.ServerFailed, "kill -" + name + " failed with " + exit + ".");
            }
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    Reason.Unsupported, "The program kill is not there.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
