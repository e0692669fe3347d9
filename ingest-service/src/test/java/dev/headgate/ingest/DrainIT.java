// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Stopping under load: every request that was sent is answered, and what was accepted is there. */
class DrainIT {

    private static final int CLIENTS = 16;

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException {
        kafka = EmbeddedKafka.start(folder, 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 4, "orders");
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @RepeatedTest(3)
    void answersEveryRequestAndTellsConnectionsToClose() throws InterruptedException {
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.drain.endpoint-removal-delay", "PT0.2S");
        IngestService service = IngestService.start(IngestFixture.config(settings));
        int before = StoredRecords.of(kafka.bootstrapServers(), "orders").size();
        var answered = new AtomicInteger();
        var toldToClose = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(
                    Thread.ofVirtual().start(() -> load(service, answered, toldToClose, failures)));
        }
        await().until(() -> answered.get() > 1_000);

        DrainReport report = service.stop();
        for (Thread client : clients) {
            client.join();
        }

        assertThat(failures).isEmpty();
        assertThat(toldToClose).hasValue(CLIENTS);
        assertThat(report.cut()).isZero();
        assertThat(report.counts().inFlightBytes()).isZero();
        assertThat(report.counts().accepted()).isEqualTo(answered.get());
        assertThat(StoredRecords.of(kafka.bootstrapServers(), "orders"))
                .hasSize(before + answered.get());
    }

    private static void load(
            IngestService service,
            AtomicInteger answered,
            AtomicInteger toldToClose,
            Queue<String> failures) {
        byte[] message = RawHttp.post("/v1/events", "{\"type\":\"t\",\"data\":{\"a\":1}}");
        try (var connection = new RawHttp(service.port())) {
            while (true) {
                RawHttp.Answer answer = connection.exchange(message);
                if (answer.status() != 202) {
                    failures.add(answer.toString());
                    return;
                }
                answered.incrementAndGet();
                if (answer.closes()) {
                    toldToClose.incrementAndGet();
                    return;
                }
            }
        } catch (IOException e) {
            failures.add(e.toString());
        }
    }
}
