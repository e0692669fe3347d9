// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import dev.headgate.consumer.Main;
import dev.headgate.embedded.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service in a child JVM, started as in a container, so that it can really be killed and
 * frozen.
 */
final class ConsumerProcess implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Process process;
    private final int managementPort;
    private final Path log;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();

    private ConsumerProcess(Process process, int managementPort, Path log) {
        this.process = process;
        this.managementPort = managementPort;
        this.log = log;
    }

    static ConsumerProcess start(Map<String, String> settings) {
        int port = FreePorts.next();
        var all = new TreeMap<>(settings);
        all.put("consumer.server.management-port", Integer.toString(port));
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "consumer");
            Path file = folder.resolve("application.properties");
            Path log = folder.resolve("process.log");
            var properties = new Properties();
            properties.putAll(all);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            return new ConsumerProcess(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-Xmx512m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Main.class.getName(),
                                    "--config",
                                    file.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    port,
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: nothing is said, nothing is finished. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM: drains; answers the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** SIGSTOP: its clock stands still, its connections stay open. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if nothing had been. */
    void thaw() {
        signal("CONT");
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Processor time that it has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    boolean ready() {
        return status("health/ready") == 200;
    }

    boolean live() {
        return status("health/live") == 200;
    }

    /** Why it is not ready, as it says itself. */
    String readiness() {
        HttpResponse<String> answer = get("health/ready");
        return answer.statusCode() + " " + answer.body();
    }

    /** A counter or gauge by the begin of its name. */
    double metric(String name) {
        Matcher line =
                Pattern.compile("(?m)^" + name + "\\S*?(?:\\{[^}]*})? ([0-9.Ee+-]+)$")
                        .matcher(get("metrics").body());
        if (!line.find()) {
            throw new IllegalArgumentException("no such metric: " + name);
        }
        return Double.parseDouble(line.group(1));
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int status(String path) {
        return get(path).statusCode();
    }

    private HttpResponse<String> get(String path) {
        var uri = URI.create("http://127.0.0.1:%d/observe/%s".formatted(managementPort, path));
        try {
            return http.send(
                    HttpRequest.newBuilder(uri).timeout(ANSWER).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void signal(String name) {
        try {
            int exit =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .start()
                            .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " answers " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        http.close();
    }
}
