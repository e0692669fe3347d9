// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run keeps what it has acknowledged, however it ends; and what cannot run says why. */
class RunIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TERMINATED = 143;
    private static final int INVALID = 2;
    private static final int EVENTS_AROUND_KILL = 1_000;
    private static final int EVENTS_BEFORE_SCALING = 8_000;

    private static final Pattern MORE_CONSUMERS =
            Pattern.compile("Consumers 1 -> [23]: [^;]+; [^;]+ wait,");
    private static final Pattern LINE_OF_MORE = Pattern.compile("rows .+ consumers [23]   \\|");

    @TempDir Path folder;

    private Path file;
    private Path data;

    @BeforeEach
    void writePipeline() throws IOException {
        file = Files.writeString(folder.resolve("proof.yaml"), Landed.PIPELINE);
        data = folder.resolve("data");
    }

    @Test
    void drainsOnTerminationAndGoesOnWhereItWas() throws Exception {
        int port = FreePorts.next();
        var landed = new Landed(data);
        Map<String, Long> watermarks;
        try (HeadgateProcess first = HeadgateProcess.run(folder, file, data, port);
                var client = new EventClient(port)) {
            assertThat(client.post("order-1")).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> landed.rows("").equals(Map.of("order-1", 1L)));
            landed.awaitSettled();
            assertThat(landed.watermarks().values()).contains(1L);
            watermarks = landed.watermarks();

            int exitCode = first.terminate();

            assertThat(exitCode).isEqualTo(TERMINATED);
            assertThat(first.out()).contains("Drained: ").contains("1 accepted, 1 rows");
            assertThat(first.err()).doesNotContain("SEVERE", "\tat ");
            assertThat(data.resolve("log/headgate.log.0"))
                    .content()
                    .contains("ingest stopped", "consumer service stopped");
        }
        try (HeadgateProcess _ = HeadgateProcess.run(folder, file, data, port);
                var client = new EventClient(port)) {
            assertThat(landed.rows("")).isEqualTo(Map.of("order-1", 1L));
            assertThat(landed.watermarks()).isEqualTo(watermarks);

            assertThat(client.post("order-1")).isEqualTo(202);
            assertThat(client.post("order-2")).isEqualTo(202);

            await().atMost(PATIENCE).until(() -> landed.suppressed() == 1);
            landed.awaitSettled();
            assertThat(landed.rows("")).isEqualTo(Map.of("order-1", 1L, "order-2", 1L));
        }
    }

    @Test
    void keepsWhatItRefusesIfTheFileSaysSo() throws Exception {
        Files.writeString(file, Landed.PIPELINE + "  ingest: {keepRefused: true}\n");
        int port = FreePorts.next();
        var landed = new Landed(data);
        try (HeadgateProcess run = HeadgateProcess.run(folder, file, data, port);
                var client = new EventClient(port)) {
            assertThat(client.postBody("{\"type\": \"order.created\"}")).isEqualTo(422);
            assertThat(client.postBody("no JSON")).isEqualTo(400);

            await().atMost(PATIENCE)
                    .until(() ->
                            landed.counts(
                                            """
                                            SELECT stage || ' ' || reason, count(*)
                                            FROM %s.dead_letter WHERE published_at IS NOT NULL
                                            GROUP BY 1
                                            """)
                                    .equals(
                                            Map.of(
                                                    "ingest InvalidEvent", 1L,
                                                    "ingest MalformedJson", 1L)));
            assertThat(run.terminate()).isEqualTo(TERMINATED);
        }
    }

    /** The database takes its time for each row, until there are more consumers. */
    @Test
    void hasMoreConsumersAsSoonAsRowsWouldBeLate() throws Exception {
        Files.writeString(
                file,
                Landed.PIPELINE
                        + "      maxPartitions: 40\n"
                        + "  consumer: {latencyObjectiveSeconds: 4, maxReplicas: 40}\n");
        int port = FreePorts.next();
        var landed = new Landed(data);
        try (HeadgateProcess run = HeadgateProcess.run(folder, file, data, port);
                var clients = new StubbornClients(port)) {
            landed.execute(
                    """
                    CREATE FUNCTION %1$s.slowly() RETURNS trigger LANGUAGE plpgsql AS
                        $$BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END$$;
                    CREATE TRIGGER slowly AFTER INSERT ON %1$s.event
                        FOR EACH ROW EXECUTE FUNCTION %1$s.slowly();
                    """);
            clients.awaitMore(EVENTS_BEFORE_SCALING);
            clients.finish();
            await().atMost(PATIENCE).until(() -> MORE_CONSUMERS.matcher(run.out()).find());
            await().atMost(PATIENCE).until(() -> LINE_OF_MORE.matcher(run.out()).find());
            landed.execute("DROP TRIGGER slowly ON %1$s.event");
            landed.awaitSettled();

            assertThat(landed.rows("").keySet()).isEqualTo(clients.accepted());
            assertThat(run.out()).contains("Note: on one machine there are 12 consumers at most.");
            assertThat(run.terminate()).isEqualTo(TERMINATED);
            assertThat(run.out())
                    .contains("%,d rows in this run".formatted(clients.accepted().size()));
            assertThat(run.err()).doesNotContain("SEVERE", "\tat ");
        }
    }

    @Test
    void losesAndDoublesNothingWhenKilledUnderLoad() throws Exception {
        int port = FreePorts.next();
        var landed = new Landed(data);
        try (var clients = runKilledUnderLoad(port);
                HeadgateProcess _ = HeadgateProcess.run(folder, file, data, port)) {
            clients.awaitMore(EVENTS_AROUND_KILL);
            clients.finish();
            landed.awaitSettled();

            Map<String, Long> rows = landed.rows("");

            Set<String> lost = new TreeSet<>(clients.accepted());
            lost.removeAll(rows.keySet());
            assertThat(lost).as("lost").isEmpty();
            assertThat(rows.entrySet().stream().filter(row -> row.getValue() > 1))
                    .as("duplicated")
                    .isEmpty();
            assertThat(rows).as("rows that nobody sent").hasSameSizeAs(clients.accepted());
            assertThat(clients.unknownAnswers()).as("requests that the kill cut").isPositive();
        }
    }

    /** Clients that are still at it when the run is gone. */
    private StubbornClients runKilledUnderLoad(int port) throws InterruptedException {
        try (HeadgateProcess run = HeadgateProcess.run(folder, file, data, port)) {
            var clients = new StubbornClients(port);
            try {
                clients.awaitMore(EVENTS_AROUND_KILL);
                run.kill();
                return clients;
            } catch (RuntimeException | InterruptedException e) {
                clients.close();
                throw e;
            }
        }
    }

    @Test
    void refusesAPortInUseBeforeItTouchesAnything() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HeadgateProcess run = start(data, other.getLocalPort())) {
            assertRefused(run, "Port %d is in use".formatted(other.getLocalPort()));
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws Exception {
        Path regular = Files.writeString(folder.resolve("regular"), "content");

        try (HeadgateProcess run = start(regular.resolve("data"), 0)) {
            assertRefused(run, regular.resolve("data").toString());
            assertThat(regular).hasContent("content");
        }
    }

    @Test
    void refusesAFolderInUseWhileTheFirstGoesOn() throws Exception {
        int port = FreePorts.next();
        var landed = new Landed(data);
        try (HeadgateProcess first = HeadgateProcess.run(folder, file, data, port);
                var client = new EventClient(port)) {
            try (HeadgateProcess second = start(data, 0)) {
                assertRefused(second, "is in use by process %d.".formatted(first.pid()));
            }
            assertThat(client.post("after")).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> landed.rows("").equals(Map.of("after", 1L)));
            assertThat(first.terminate()).isEqualTo(TERMINATED);
        }
    }

    @Test
    void namesAllThatIsWrongWithAPipelineFile() throws Exception {
        Files.writeString(
                file,
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata:
                  name: proof
                spec:
                  topics:
                    - name: proof
                      partitions: 0
                      retentionHour: 24
                """);

        try (HeadgateProcess run = start(data, 0)) {
            assertRefused(run, "proof.yaml:8: spec.topics[0].partitions: ");
            assertThat(run.err()).contains("proof.yaml:9: ").contains("retentionHours");
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void keepsThePasswordFromOtherUsers() throws Exception {
        try (HeadgateProcess run = HeadgateProcess.run(folder, file, data, 0)) {
            Path addresses = data.resolve("addresses.properties");

            String password =
                    new DataFolder(data).addresses().orElseThrow().connections().databasePassword();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(addresses)))
                    .isEqualTo("rw-------");
            assertThat(password).isNotEmpty();
            assertThat(run.out() + run.err()).doesNotContain(password);
        }
    }

    private HeadgateProcess start(Path where, int port) {
        return HeadgateProcess.start(
                folder,
                "run",
                file.toString(),
                "--data",
                where.toString(),
                "--port",
                Integer.toString(port),
                "--management-port",
                "0");
    }

    private static void assertRefused(HeadgateProcess run, String sentence)
            throws InterruptedException {
        assertThat(run.exitCode()).isEqualTo(INVALID);
        assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    }
}
