// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The program of a node of {@link KafkaCluster}: a broker or the controller, until standard input
 * ends, which it does when the test's JVM dies.
 */
final class ClusterNode {

    static final String READY = "ready";
    static final String CONTROLLER = "CONTROLLER";

    private ClusterNode() {}

    /** Takes the cluster's id, the file of the node's settings, and what groups may do. */
    public static void main(String[] arguments) throws Exception {
        Properties settings = read(Path.of(arguments[1]));
        format(arguments[0], settings, Short.parseShort(arguments[2]));
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        System.out.println(READY);
        System.in.transferTo(OutputStream.nullOutputStream());
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties read(Path file) throws IOException {
        var settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }

    private static void format(String clusterId, Properties settings, short groupVersion)
            throws Exception {
        String folder = settings.getProperty("log.dirs");
        Files.createDirectories(Path.of(folder));
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                .setClusterId(clusterId)
                .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                .setControllerListenerName(CONTROLLER)
                .addDirectory(folder)
                .setMetadataLogDirectory(folder)
                .setFeatureLevel("group.version", groupVersion)
                .setIgnoreFormatted(true)
                .run();
    }
}
