// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 8;
    private static final String ROWS = "SELECT count(*) FROM hg_default_shop.event";
    private static final String IDS =
            "SELECT string_agg(event_id, ' ' ORDER BY event_id) FROM hg_default_shop.event";

    @TempDir Path temporary;
    private Path pipeline;
    private Path folder;

    RunIT() {
        pipeline = Path.of("");
        folder = Path.of("");
    }

    @BeforeEach
    void writePipeline() throws IOException {
        folder = temporary.resolve("data");
        pipeline = temporary.resolve("shop.yaml");
        Files.writeString(
                pipeline,
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata:
                  name: shop
                spec:
                  topics:
                    - name: orders
                      eventTypes: ["order.*"]
                      partitions: 4
                """);
    }

    @Test
    void losesNothingAndStoresNothingTwiceWhenKilledInMidLoad() throws Exception {
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        try (HeadgateProcess run = HeadgateProcess.run(pipeline, folder)) {
            loadUntilKilled(run, accepted);
        }
        try (HeadgateProcess run = HeadgateProcess.run(pipeline, folder)) {
            assertThat(run.post("after")).isTrue();
            accepted.add("after");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(landed()).containsAll(accepted));
            // As many rows as ids: none is there twice.
            assertThat(HeadgateProcess.query(folder, ROWS)).isEqualTo("" + landed().size());
            assertThat(run.stop()).isEqualTo(143);
        }
    }

    private static void loadUntilKilled(HeadgateProcess run, Set<String> accepted)
            throws InterruptedException {
        var killed = new AtomicBoolean();
        var number = new AtomicInteger();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> postUntil(killed, run, number, accepted));
            }
            await().atMost(PATIENCE).until(() -> accepted.size() > 1_000);
            run.kill();
            killed.set(true);
        }
    }

    private static void postUntil(
            AtomicBoolean killed, HeadgateProcess run, AtomicInteger number, Set<String> accepted) {
        while (!killed.get()) {
            String id = "event-" + number.incrementAndGet();
            if (run.post(id)) {
                accepted.add(id);
            }
        }
    }

    @Test
    void goesOnWhereItWasAfterDraining() throws Exception {
        try (HeadgateProcess run = HeadgateProcess.run(pipeline, folder)) {
            postAll(run, 0, 100);
            assertThat(run.stop()).isEqualTo(143);
            assertThat(run.output()).contains("Drained");
        }
        try (HeadgateProcess run = HeadgateProcess.run(pipeline, folder)) {
            postAll(run, 100, 150);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(HeadgateProcess.query(folder, ROWS)).isEqualTo("150"));
            assertThat(landed()).hasSize(150);
            assertThat(
                            HeadgateProcess.query(
                                    folder,
                                    "SELECT sum(next_offset) FROM hg_default_shop.watermark"))
                    .isEqualTo("150");
        }
    }

    @Test
    void replaysMissingRowsWithoutDuplicatesWhileRunningAndWhileStopped() throws Exception {
        try (HeadgateProcess run = HeadgateProcess.run(pipeline, folder)) {
            postAll(run, 0, 100);
            awaitRows("100");
            loseSomeRows();

            assertThat(replay("--from-offset", "0")).contains("100 records will be read again");

            awaitRows("100");
            loseSomeRows();
            assertThat(run.stop()).isEqualTo(143);
        }
        assertThat(replay("--from-time", "2020-01-01T00:00:00Z"))
                .contains("100 records will be read again");
        try (HeadgateProcess run = HeadgateProcess.run(pipeline, folder)) {
            awaitRows("100");
            assertThat(landed()).hasSize(100);
            assertThat(run.stop()).isEqualTo(143);
        }
    }

    private static void postAll(HeadgateProcess run, int from, int to) throws InterruptedException {
        for (int n = from; n < to; n++) {
            assertThat(run.post("event-" + n)).isTrue();
        }
    }

    private void loseSomeRows() throws Exception {
        assertThat(
                        HeadgateProcess.query(
                                folder,
                                "DELETE FROM hg_default_shop.event WHERE event_id LIKE '%7'"))
                .isEqualTo("10");
    }

    private void awaitRows(String count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(HeadgateProcess.query(folder, ROWS)).isEqualTo(count));
    }

    private String replay(String option, String value) throws Exception {
        try (HeadgateProcess replay =
                HeadgateProcess.start(
                        "replay",
                        pipeline.toString(),
                        "--data",
                        folder.toString(),
                        "--topic",
                        "orders",
                        option,
                        value)) {
            assertThat(replay.exitCode()).as(replay.output()).isZero();
            return replay.output();
        }
    }

    @Test
    void refusesASecondInstanceOnTheFolderAndTheFirstGoesOn() throws Exception {
        try (HeadgateProcess first = HeadgateProcess.run(pipeline, folder);
                HeadgateProcess second = start(pipeline, folder, 0)) {
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.output()).contains("is in use by process");
            postAll(first, 0, 1);
            awaitRows("1");
        }
    }

    @Test
    void refusesAPortInUseAndTouchesNothing() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HeadgateProcess run = start(pipeline, folder, other.getLocalPort())) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.output())
                    .contains("" + other.getLocalPort())
                    .contains("--port")
                    .hasLineCount(1);
            assertThat(folder.resolve("kafka")).doesNotExist();
        }
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));
        try (HeadgateProcess run = start(pipeline, file.resolve("data"), 0)) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.output()).contains("Cannot write to the folder").hasLineCount(1);
        }
    }

    @Test
    void saysAllThatIsWrongWithAnInvalidFile() throws Exception {
        Files.writeString(
                pipeline,
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata:
                  name: shop
                spec:
                  topics:
                    - name: orders
                      partitons: 4
                    - name: others
                      partitions: 0
                """);
        try (HeadgateProcess run = start(pipeline, folder, 0)) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.output())
                    .contains(pipeline + ":8: ")
                    .contains("partitions")
                    .contains(pipeline + ":10: ");
            assertThat(folder).doesNotExist();
        }
    }

    @Test
    void keepsAddressesAndPasswordsFromOtherUsers() throws Exception {
        try (HeadgateProcess run = HeadgateProcess.run(pipeline, folder)) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            folder.resolve("addresses.properties"))))
                    .isEqualTo("rw-------");
            String password =
                    new DataFolder(folder)
                            .addresses()
                            .orElseThrow()
                            .connections()
                            .databasePassword();
            assertThat(run.output()).doesNotContain(password);
        }
    }

    private static HeadgateProcess start(Path pipeline, Path folder, int port) throws IOException {
        return HeadgateProcess.start(
                "run",
                pipeline.toString(),
                "--data",
                folder.toString(),
                "--port",
                "" + port,
                "--management-port",
                "0");
    }

    private Set<String> landed() throws Exception {
        return new TreeSet<>(List.of(HeadgateProcess.query(folder, IDS).split(" ")));
    }
}
