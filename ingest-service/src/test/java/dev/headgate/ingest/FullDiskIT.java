// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.KafkaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker cannot write any more. The kernel refuses to let its files grow ({@code prlimit}),
 * which needs no rights, unlike a file system that is full; Kafka takes both for the same, a log
 * folder that has failed.
 */
class FullDiskIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** More than the index files have that Kafka makes with each segment, and less than its log. */
    private static final long FILE_BYTES_MAX = 12_000_000;

    private static final int DATA_BYTES = 400_000;

    @TempDir Path folder;

    private KafkaProcess kafka;

    @BeforeEach
    void startKafka() throws Exception {
        kafka = KafkaProcess.start(folder);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
    }

    @AfterEach
    void stopKafka() {
        kafka.close();
    }

    @Test
    void whatIsCalledStoredIsThereAndTheRestIsNotOnceThereIsRoom() throws Exception {
        limitFiles();
        var settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.answer-deadline", "PT1S");
        IngestService service = IngestService.start(IngestFixture.config(settings));
        Set<Integer> statuses = new TreeSet<>();
        Set<String> stored = new HashSet<>();
        try {
            for (int i = 0; !statuses.contains(503); i++) {
                int status = post(service, "full-" + i);
                statuses.add(status);
                if (status == 202) {
                    stored.add("full-" + i);
                }
            }
            assertThat(statuses).isSubsetOf(202, 503, 504);

            kafka.restart();
            await().atMost(PATIENCE).until(() -> post(service, "after") == 202);
        } finally {
            service.stop();
        }

        assertThat(stored).hasSizeGreaterThan(5);
        assertThat(StoredRecords.ids(kafka.bootstrapServers(), "orders"))
                .containsAll(stored)
                .contains("after");
    }

    private void limitFiles() throws IOException, InterruptedException {
        Process prlimit =
                new ProcessBuilder(
                                "prlimit",
                                "--pid=" + kafka.pid(),
                                "--fsize=" + FILE_BYTES_MAX + ":" + FILE_BYTES_MAX)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(prlimit.getInputStream().readAllBytes(), UTF_8);
        assertThat(prlimit.waitFor())
                .as("prlimit of util-linux must be on the PATH: " + said)
                .isZero();
    }

    /** Random text, so that it does not shrink on its way. */
    private static int post(IngestService service, String id) throws IOException {
        byte[] random = new byte[DATA_BYTES / 4 * 3];
        new Random(id.hashCode()).nextBytes(random);
        String event =
                "{\"id\":\"%s\",\"type\":\"t\",\"data\":\"%s\"}"
                        .formatted(id, Base64.getEncoder().encodeToString(random));
        try (var connection = new RawHttp(service.port())) {
            return connection.exchange(RawHttp.post("/v1/events", event)).status();
        }
    }
}
