// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker and controller (KRaft) inside this JVM, on the loopback address only. The same
 * folder brings the same data again, also after SIGKILL.
 *
 * <p>Not for several threads: one owner starts and closes it.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final FolderLock lock;
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(FolderLock lock, KafkaRaftServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker on its data in the folder; blocks until it answers, about three seconds.
     *
     * @param port on 127.0.0.1; 0 for any free one
     * @throws EmbeddedServerException if it cannot run
     */
    public static EmbeddedKafka start(Path folder, int port) {
        BrokerLogging.quieten();
        FolderLock lock = FolderLock.acquire(folder);
        try {
            int chosen = FreePorts.chosen(port, "Kafka");
            Path data = folder.resolve("data").toAbsolutePath();
            Map<String, String> settings = BrokerSettings.of(data, chosen, FreePorts.next());
            format(folder, data);
            return new EmbeddedKafka(lock, started(settings), chosen);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static KafkaRaftServer started(Map<String, String> settings) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw new EmbeddedServerException(
                    Reason.ServerFailed, "Kafka did not start: " + e.getMessage(), e);
        }
    }

    /** Formats a new folder; one that is formatted already is left as it is. */
    private static void format(Path folder, Path data) {
        try {
            Files.createDirectories(data);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                    .setClusterId(clusterId(folder.resolve("cluster-id")))
                    .setNodeId(BrokerSettings.NODE)
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw EmbeddedServerException.notWritable(folder, e);
        } catch (Exception e) {
            throw new EmbeddedServerException(
                    Reason.ServerFailed, "Kafka cannot use the folder " + folder, e);
        }
    }

    private static String clusterId(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    /** Address for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Port of {@link #bootstrapServers()}. */
    public int port() {
        return port;
    }

    /** Stops the broker in good order and gives the folder up. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }
}
