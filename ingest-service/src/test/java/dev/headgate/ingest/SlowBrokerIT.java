// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.KafkaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered while the broker works, but only for a part of the time. */
class SlowBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AWAKE = Duration.ofMillis(60);
    private static final int CLIENTS = 8;

    @TempDir Path folder;

    private KafkaProcess kafka;

    @BeforeEach
    void startKafka() throws InterruptedException, ExecutionException {
        kafka = KafkaProcess.start(folder);
        IngestFixture.createTopics(kafka.bootstrapServers(), 3, "orders");
    }

    @AfterEach
    void stopKafka() {
        kafka.close();
    }

    private IngestService service(Duration deadline) {
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.answer-deadline", deadline.toString());
        return IngestService.start(IngestFixture.config(settings));
    }

    @Test
    void storesAllThatASlowBrokerConfirmsInTime() throws Exception {
        IngestService service = service(Duration.ofSeconds(10));
        Map<String, Integer> statuses = new ConcurrentHashMap<>();
        try (SlowBroker _ = new SlowBroker(kafka, Duration.ofMillis(400))) {
            List<Thread> clients = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                int client = c;
                clients.add(Thread.ofVirtual().start(() -> post(service, client, 5, statuses)));
            }
            for (Thread client : clients) {
                client.join();
            }
        }
        service.stop();

        assertThat(statuses).hasSize(CLIENTS * 5);
        assertThat(new HashSet<>(statuses.values())).containsExactly(202);
        assertThat(StoredRecords.ids(kafka.bootstrapServers(), "orders"))
                .containsExactlyInAnyOrderElementsOf(statuses.keySet());
    }

    @Test
    void neverTakesSlownessForSuccessAndLosesNothingThatIsRepeated() throws Exception {
        IngestService service = service(Duration.ofMillis(500));
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
        var late = new ConcurrentLinkedQueue<String>();
        var going = new AtomicBoolean(true);
        List<Thread> clients = new ArrayList<>();
        try (SlowBroker _ = new SlowBroker(kafka, Duration.ofMillis(1_500))) {
            for (int c = 0; c < CLIENTS; c++) {
                int client = c;
                clients.add(
                        Thread.ofVirtual()
                                .start(() ->
                                        insist(
                                                service,
                                                client,
                                                going,
                                                statuses,
                                                acknowledged,
                                                late)));
            }
            await().atMost(PATIENCE).until(() -> statuses.contains(504) && statuses.contains(503));
            try (var management = new RawHttp(service.managementPort())) {
                assertThat(management.exchange(get("/observe/health/ready")).status())
                        .isEqualTo(200);
            }
        }
        going.set(false);
        for (Thread client : clients) {
            client.join();
        }
        service.stop();

        assertThat(statuses).isSubsetOf(202, 503, 504);
        assertThat(late).isEmpty();
        assertThat(acknowledged).isNotEmpty();
        assertThat(StoredRecords.ids(kafka.bootstrapServers(), "orders"))
                .containsAll(acknowledged.keySet());
        assertThat(service.counts().inFlightBytes()).isZero();
    }

    private static void post(
            IngestService service, int client, int events, Map<String, Integer> statuses) {
        try (var connection = new RawHttp(service.port())) {
            for (int i = 0; i < events; i++) {
                String id = client + "-" + i;
                statuses.put(id, connection.exchange(event(id)).status());
            }
        } catch (IOException e) {
            statuses.put("cut " + client + ": " + e, -1);
        }
    }

    /** Repeats each event with its id until it is stored, and the last one too. */
    private static void insist(
            IngestService service,
            int client,
            AtomicBoolean going,
            Set<Integer> statuses,
            Map<String, Boolean> acknowledged,
            ConcurrentLinkedQueue<String> late) {
        try (var connection = new RawHttp(service.port())) {
            for (int i = 0; going.get(); i++) {
                String id = client + "-" + i;
                int status = 0;
                while (status != 202) {
                    long began = System.nanoTime();
                    status = connection.exchange(event(id)).status();
                    statuses.add(status);
                    if (System.nanoTime() - began > Duration.ofSeconds(5).toNanos()) {
                        late.add(id + " " + status);
                    }
                }
                acknowledged.put(id, true);
            }
        } catch (IOException e) {
            late.add("cut " + client + ": " + e);
        }
    }

    private static byte[] event(String id) {
        return RawHttp.post("/v1/events", BalancedClients.event(id));
    }

    private static byte[] get(String path) {
        return RawHttp.message("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n", new byte[0]);
    }

    /** Lets a broker work for a moment, and then stand still for a while, over and over. */
    private static final class SlowBroker implements AutoCloseable {

        private final Thread thread;
        private volatile boolean closed;

        SlowBroker(KafkaProcess kafka, Duration asleep) {
            thread =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!closed) {
                                    kafka.freeze();
                                    LockSupport.parkNanos(asleep.toNanos());
                                    kafka.thaw();
                                    LockSupport.parkNanos(AWAKE.toNanos());
                                }
                            });
        }

        @Override
        public void close() {
            closed = true;
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
