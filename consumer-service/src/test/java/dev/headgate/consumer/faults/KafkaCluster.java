// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.headgate.embedded.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Several brokers and a controller, each in a JVM of its own, on the loopback address. Brokers are
 * numbered from 1; they are killed with SIGKILL and started again on the same disk and port. The
 * controller is never killed: what is tested are leaders of partitions.
 */
final class KafkaCluster implements AutoCloseable {

    private static final int CONTROLLER = 100;
    private static final int READY_SECONDS_MAX = 90;

    private final String id = Uuid.randomUuid().toString();
    private final Path folder;
    private final int groupVersion;
    private final int controllerPort = FreePorts.next();
    private final List<Integer> ports = new ArrayList<>();
    private final Map<Integer, Process> nodes = new TreeMap<>();

    private KafkaCluster(Path folder, int groupVersion) {
        this.folder = folder;
        this.groupVersion = groupVersion;
    }

    /** Starts so many brokers; returns when all of them answer. */
    static KafkaCluster start(Path folder, int brokers) {
        return start(folder, brokers, 1);
    }

    /** One broker that knows no group protocol but the classic one, like those before 4.0. */
    static KafkaCluster startClassic(Path folder) {
        return start(folder, 1, 0);
    }

    private static KafkaCluster start(Path folder, int brokers, int groupVersion) {
        var cluster = new KafkaCluster(folder, groupVersion);
        try {
            for (int broker = 1; broker <= brokers; broker++) {
                cluster.ports.add(FreePorts.next());
            }
            cluster.launch(CONTROLLER, cluster.controllerSettings());
            for (int broker = 1; broker <= brokers; broker++) {
                cluster.launch(broker);
            }
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** All brokers' addresses, also of those that are dead. */
    String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(joining(","));
    }

    void kill(int broker) {
        end(nodes.remove(broker));
    }

    void launch(int broker) {
        launch(broker, brokerSettings(broker));
    }

    @Override
    public void close() {
        for (Process node : nodes.values()) {
            end(node);
        }
        nodes.clear();
    }

    private void launch(int node, Properties settings) {
        Path log = folder.resolve("node-" + node + ".log");
        try {
            Path file = Files.createDirectories(folder).resolve("node-" + node + ".properties");
            try (Writer writer = Files.newBufferedWriter(file)) {
                settings.store(writer, null);
            }
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-Xmx384m",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    ClusterNode.class.getName(),
                                    id,
                                    file.toString(),
                                    Integer.toString(groupVersion))
                            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            nodes.put(node, process);
            awaitReady(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process, Path log) {
        boolean ready =
                CompletableFuture.supplyAsync(() -> saysReady(process))
                        .completeOnTimeout(false, READY_SECONDS_MAX, TimeUnit.SECONDS)
                        .join();
        if (!ready) {
            throw new IllegalStateException("Kafka's node did not start; see " + log);
        }
    }

    /** Reads on for ever afterwards, so that the node is never held up by a full pipe. */
    private static boolean saysReady(Process process) {
        BufferedReader lines = process.inputReader(UTF_8);
        try {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(ClusterNode.READY)) {
                    Thread.startVirtualThread(() -> lines.lines().forEach(_ -> {}));
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(@Nullable Process node) {
        if (node == null) {
            throw new IllegalStateException("this broker is dead already");
        }
        try {
            node.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Properties controllerSettings() {
        Properties settings = settings(CONTROLLER);
        settings.setProperty("process.roles", "controller");
        settings.setProperty(
                "listeners", ClusterNode.CONTROLLER + "://127.0.0.1:" + controllerPort);
        // A killed broker is known to be dead after this.
        settings.setProperty("broker.session.timeout.ms", "3000");
        return settings;
    }

    private Properties brokerSettings(int broker) {
        Properties settings = settings(broker);
        String listener = "BROKER://127.0.0.1:" + ports.get(broker - 1);
        settings.setProperty("process.roles", "broker");
        settings.setProperty("listeners", listener);
        settings.setProperty("advertised.listeners", listener);
        settings.setProperty("inter.broker.listener.name", "BROKER");
        settings.setProperty("broker.heartbeat.interval.ms", "500");
        return settings;
    }

    private Properties settings(int node) {
        var settings = new Properties();
        settings.setProperty("node.id", Integer.toString(node));
        settings.setProperty(
                "log.dirs", folder.resolve("node-" + node).toAbsolutePath().toString());
        settings.setProperty(
                "listener.security.protocol.map",
                "BROKER:PLAINTEXT," + ClusterNode.CONTROLLER + ":PLAINTEXT");
        settings.setProperty("controller.listener.names", ClusterNode.CONTROLLER);
        settings.setProperty(
                "controller.quorum.voters", CONTROLLER + "@127.0.0.1:" + controllerPort);
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("metric.reporters", "");
        settings.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        for (String topic : List.of("offsets.topic", "transaction.state.log")) {
            settings.setProperty(topic + ".num.partitions", "1");
        }
        settings.setProperty("offsets.topic.replication.factor", Integer.toString(ports.size()));
        settings.setProperty("replica.lag.time.max.ms", "3000");
        settings.setProperty("group.consumer.min.session.timeout.ms", "6000");
        settings.setProperty("group.consumer.session.timeout.ms", "6000");
        settings.setProperty("group.consumer.min.heartbeat.interval.ms", "1000");
        settings.setProperty("group.consumer.heartbeat.interval.ms", "1000");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        return settings;
    }
}
