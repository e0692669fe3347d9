// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.operator.Main;
import io.fabric8.kubernetes.client.Config;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operator as a process of its own, with the memory that the chart gives it. */
final class OperatorProcess implements AutoCloseable {

    /** What its image says, and three quarters of the memory that the chart gives it. */
    static final List<String> JAVA_OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx384m");

    private static final int STOP_SECONDS_MAX = 30;
    private static final Pattern LIVE_BYTES =
            Pattern.compile("^Total\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);
    private static final String PROGRAMS = Path.of(System.getProperty("java.home"), "bin") + "/";

    private final Process process;

    private OperatorProcess(Process process) {
        this.process = process;
    }

    /** Starts it; its log is in the folder. */
    static OperatorProcess start(Path folder, Config cluster, String bootstrapServers)
            throws IOException {
        Path kubeconfig = folder.resolve("operator-kubeconfig");
        Files.writeString(
                kubeconfig,
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: soak, cluster: {server: "%s"}}]
                users: [{name: operator, user: {token: "%s"}}]
                contexts: [{name: soak, context: {cluster: soak, user: operator, namespace: default}}]
                current-context: soak
                """
                        .formatted(cluster.getMasterUrl(), cluster.getOauthToken()));
        Path settings = folder.resolve("operator.yaml");
        Files.writeString(
                settings,
                """
                operator:
                  kafka: {bootstrap-servers: "%s"}
                  images: {ingest-service: ingest, consumer-service: consumer, headgate: headgate}
                  server: {host: 127.0.0.1, management-port: 0}
                """
                        .formatted(bootstrapServers));
        var command = new ArrayList<String>();
        command.add(PROGRAMS + "java");
        command.addAll(JAVA_OPTIONS);
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config",
                        settings.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        return new OperatorProcess(
                builder.redirectErrorStream(true)
                        .redirectOutput(folder.resolve("operator.log").toFile())
                        .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What is alive on the heap; collects all garbage first. */
    long heapBytes() throws IOException {
        Process histogram =
                new ProcessBuilder(PROGRAMS + "jcmd", "" + process.pid(), "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader lines = histogram.inputReader(UTF_8)) {
            String text = String.join("\n", lines.lines().toList());
            Matcher total = LIVE_BYTES.matcher(text);
            if (!total.find()) {
                throw new IOException("jcmd does not tell the heap: " + text);
            }
            return Long.parseLong(total.group(1));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
