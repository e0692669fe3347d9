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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is answered while Kafka freezes, dies, or lacks a topic: never a 2xx for what is not there.
 */
class KafkaFailureIT {

    private static final Duration RECOVERY_MAX = Duration.ofSeconds(30);

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

    private IngestService service(String... more) {
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.answer-deadline", "PT1S");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return IngestService.start(IngestFixture.config(settings));
    }

    @Test
    void answersUnknownAtTheDeadlineThenRefusesAtOnceUntilKafkaIsBack() throws IOException {
        IngestService service = service();
        try (var connection = new RawHttp(service.port())) {
            assertThat(post(connection, "before").status()).isEqualTo(202);

            kafka.freeze();
            long began = System.nanoTime();
            RawHttp.Answer first = post(connection, "during");
            long tookMs = (System.nanoTime() - began) / 1_000_000;

            assertThat(first.status()).isEqualTo(504);
            assertThat(first.body())
                    .contains("urn:headgate:problem:outcome-unknown", "\"id\":\"during\"");
            assertThat(tookMs).isBetween(950L, 2_000L);
            assertRefusedAtOnce(connection);
            assertThat(connection.exchange(get("/get_status")).status()).isEqualTo(503);
            try (var management = new RawHttp(service.managementPort())) {
                assertThat(management.exchange(get("/observe/health/ready")).status())
                        .isEqualTo(200);
            }

            kafka.thaw();
            await().atMost(RECOVERY_MAX)
                    .untilAsserted(
                            () -> assertThat(post(connection, "after").status()).isEqualTo(202));
            assertThat(StoredRecords.ids(kafka.bootstrapServers(), "orders"))
                    .contains("before", "after")
                    .doesNotContain("refused");
            assertThat(service.counts().inFlightBytes()).isZero();
        } finally {
            service.stop();
        }
    }

    private static void assertRefusedAtOnce(RawHttp connection) throws IOException {
        List<Long> tookMicros = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long began = System.nanoTime();
            RawHttp.Answer answer = post(connection, "refused");
            tookMicros.add((System.nanoTime() - began) / 1_000);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsEntry("retry-after", "1");
            assertThat(answer.body()).contains("urn:headgate:problem:kafka-unavailable");
        }
        tookMicros.sort(null);
        assertThat(tookMicros.get(25)).as("median of microseconds").isLessThan(10_000L);
    }

    @Test
    void tellsTheTruthAboutEveryEventWhileKafkaIsKilledAndRestarted() throws Exception {
        IngestService service = service();
        Map<String, Integer> statuses = new ConcurrentHashMap<>();
        var going = new AtomicBoolean(true);
        List<Thread> clients = new ArrayList<>();
        for (int c = 0; c < 8; c++) {
            int client = c;
            clients.add(Thread.ofVirtual().start(() -> load(service, client, going, statuses)));
        }
        await().until(() -> statuses.size() > 500);

        kafka.kill();
        await().atMost(RECOVERY_MAX).until(() -> statuses.containsValue(503));
        kafka.restart();
        long before = service.counts().accepted();
        await().atMost(RECOVERY_MAX).until(() -> service.counts().accepted() > before + 500);
        going.set(false);
        for (Thread client : clients) {
            client.join();
        }
        service.stop();

        List<String> ids = StoredRecords.ids(kafka.bootstrapServers(), "orders");
        Set<String> lost = withStatus(statuses, 202);
        ids.forEach(lost::remove);
        Set<String> refusedYetThere = withStatus(statuses, 503);
        assertThat(refusedYetThere).isNotEmpty();
        refusedYetThere.retainAll(new HashSet<>(ids));
        assertThat(lost).isEmpty();
        assertThat(refusedYetThere).isEmpty();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(new HashSet<>(statuses.values())).isSubsetOf(202, 503, 504);
        assertThat(service.counts().accepted()).isEqualTo(withStatus(statuses, 202).size());
    }

    private static void load(
            IngestService service, int client, AtomicBoolean going, Map<String, Integer> statuses) {
        try (var connection = new RawHttp(service.port())) {
            for (int i = 0; going.get(); i++) {
                String id = client + "-" + i;
                statuses.put(id, post(connection, id).status());
            }
        } catch (IOException e) {
            statuses.put("cut " + client + ": " + e.getMessage(), -1);
        }
    }

    private static Set<String> withStatus(Map<String, Integer> statuses, int wanted) {
        Set<String> ids = new HashSet<>();
        statuses.forEach((id, status) -> {
            if (status == wanted) {
                ids.add(id);
            }
        });
        return ids;
    }

    @Test
    void isNotReadyUntilAllTopicsAreThereAndNeverHangsOnOneThatGoes() throws Exception {
        IngestService service =
                service(
                        "ingest.topics.0.event-types.0", "order.*",
                        "ingest.topics.1.name", "late",
                        "ingest.topics.1.event-types.0", "late.*",
                        "ingest.topics.1.partition-by", "Key");
        try (var connection = new RawHttp(service.port());
                var management = new RawHttp(service.managementPort());
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(post(connection, "early").status()).isEqualTo(503);
            assertThat(management.exchange(get("/observe/health/ready")).status()).isEqualTo(503);

            admin.createTopics(List.of(new NewTopic("late", 1, (short) 1))).all().get();
            await().atMost(RECOVERY_MAX).until(service::isReady);
            assertThat(late(connection).status()).isEqualTo(202);

            admin.deleteTopics(List.of("late")).all().get();
            await().atMost(RECOVERY_MAX)
                    .untilAsserted(() -> {
                        long began = System.nanoTime();
                        RawHttp.Answer answer = late(connection);
                        assertThat(answer.body()).contains("topic-missing");
                        assertThat(answer.status()).isEqualTo(503);
                        assertThat(System.nanoTime() - began).isLessThan(100_000_000L);
                    });
            assertThat(post(connection, "other").status()).isEqualTo(202);
        } finally {
            service.stop();
        }
    }

    @Test
    void answers413ForWhatTheBrokerFindsTooLarge() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic("small", 1, (short) 1)
                                            .configs(Map.of("max.message.bytes", "2000"))))
                    .all()
                    .get();
        }
        IngestService service =
                service(
                        "ingest.topics.0.name", "small",
                        "ingest.kafka.producer.compression.type", "none");
        try (var connection = new RawHttp(service.port())) {
            RawHttp.Answer answer =
                    connection.exchange(
                            RawHttp.post(
                                    "/v1/events",
                                    "{\"type\":\"t\",\"data\":\"" + "x".repeat(5_000) + "\"}"));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("urn:headgate:problem:event-too-large");
            assertThat(StoredRecords.of(kafka.bootstrapServers(), "small")).isEmpty();
        } finally {
            service.stop();
        }
    }

    private static RawHttp.Answer post(RawHttp connection, String id) throws IOException {
        return connection.exchange(
                RawHttp.post(
                        "/v1/events",
                        "{\"id\":\"%s\",\"type\":\"order.a\",\"key\":\"%s\",\"data\":1}"
                                .formatted(id, id)));
    }

    private static RawHttp.Answer late(RawHttp connection) throws IOException {
        return connection.exchange(RawHttp.post("/v1/events", "{\"type\":\"late.a\",\"data\":1}"));
    }

    private static byte[] get(String path) {
        return RawHttp.message("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n", new byte[0]);
    }
}
