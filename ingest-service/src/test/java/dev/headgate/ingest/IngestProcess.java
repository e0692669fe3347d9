// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a child JVM, started as in its image; it can be told to end, and be measured. */
final class IngestProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 90;
    private static final Pattern STARTED =
            Pattern.compile("ingest: events on port (\\d+), health and metrics on port (\\d+).*");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private final Process process;
    private final Thread reader;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Matcher> started = new CompletableFuture<>();

    private IngestProcess(Process process) {
        this.process = process;
        this.reader = Thread.startVirtualThread(this::read);
    }

    /** Starts it on a topic that is there; blocks until it listens. */
    static IngestProcess start(Path folder, Map<String, String> settings, String... options)
            throws Exception {
        Path file = Files.createTempFile(folder, "ingest", ".properties");
        var properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        var command = new ArrayList<String>();
        command.add(program("java"));
        command.addAll(List.of(options));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config",
                        file.toString()));
        var service =
                new IngestProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
        service.started.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return service;
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher matcher = STARTED.matcher(line);
                if (matcher.matches()) {
                    started.complete(matcher);
                }
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
        started.completeExceptionally(new IllegalStateException(output()));
    }

    int port() {
        return Integer.parseInt(started.join().group(1));
    }

    int managementPort() {
        return Integer.parseInt(started.join().group(2));
    }

    /** What it has said, on both streams. */
    String output() {
        return String.join("\n", output);
    }

    /** SIGTERM; by its handle, since otherwise what it says last would not be heard. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Waits until it has ended; its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still there: " + output());
        }
        reader.join();
        return process.exitValue();
    }

    /** Bytes of objects that are in use, after a full collection of garbage. */
    long liveBytes() throws IOException {
        Process jcmd =
                new ProcessBuilder(
                                program("jcmd"), Long.toString(process.pid()), "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException(histogram);
        }
        return Long.parseLong(total.group(1));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
