// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.KafkaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic is deleted while events come in for it, and made again. */
class TopicDeletedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    @TempDir Path folder;

    private KafkaProcess kafka;
    private Admin admin;

    @BeforeEach
    void startKafka() throws InterruptedException, ExecutionException {
        kafka = KafkaProcess.start(folder);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        IngestFixture.createTopics(kafka.bootstrapServers(), 3, "orders", "notes");
    }

    @AfterEach
    void stopKafka() {
        admin.close(Duration.ZERO);
        kafka.close();
    }

    /** One answer, with when its request was sent. */
    private record Answered(String id, int status, long sentNanos, long tookNanos) {}

    @Test
    void nothingIsCalledStoredWithoutItsTopicAndOtherTopicsGoOn() throws Exception {
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.answer-deadline", "PT1S");
        settings.put("ingest.topics.0.event-types.0", "order.*");
        settings.put("ingest.topics.1.name", "notes");
        settings.put("ingest.topics.1.event-types.0", "note.*");
        IngestService service = IngestService.start(IngestFixture.config(settings));
        var orders = new ConcurrentLinkedQueue<Answered>();
        var notes = new ConcurrentLinkedQueue<Answered>();
        var going = new AtomicBoolean(true);
        List<Thread> clients = new ArrayList<>();
        long gone;
        long remade;
        try {
            // Clients that shared the service's carriers could keep them busy among themselves.
            for (int c = 0; c < 4; c++) {
                int client = c;
                clients.add(
                        Thread.ofPlatform()
                                .start(() -> load(service, "order", client, going, orders)));
                clients.add(
                        Thread.ofPlatform()
                                .start(() -> load(service, "note", client, going, notes)));
            }
            await("events of both kinds")
                    .atMost(PATIENCE)
                    .until(() -> orders.size() > 200 && notes.size() > 200);

            admin.deleteTopics(List.of("orders")).all().get();
            await("the topic to be gone").atMost(PATIENCE).until(this::isGone);
            gone = System.nanoTime();
            await("503 for many of its events")
                    .atMost(PATIENCE)
                    .until(() -> count(orders, gone, 503) > 1_000);
            long notesBefore = notes.size();
            await("events of the other topic meanwhile")
                    .atMost(PATIENCE)
                    .until(() -> notes.size() > notesBefore + 200);
            remade = System.nanoTime();
            IngestFixture.createTopics(kafka.bootstrapServers(), 3, "orders");
            await("202 for many of its events again")
                    .atMost(PATIENCE)
                    .until(() -> count(orders, remade, 202) > 200);
        } finally {
            going.set(false);
            for (Thread client : clients) {
                client.join();
            }
            service.stop();
        }

        assertThat(notes).extracting(Answered::status).containsOnly(202);
        assertThat(StoredRecords.ids(kafka.bootstrapServers(), "notes"))
                .containsExactlyInAnyOrderElementsOf(
                        notes.stream().map(Answered::id).sorted().toList());
        assertThat(orders).extracting(Answered::status).isSubsetOf(202, 503, 504);
        assertThat(orders)
                .filteredOn(each -> each.sentNanos() > gone && endedBefore(each, remade))
                .isNotEmpty()
                .extracting(Answered::status)
                .doesNotContain(202);
        assertThat(StoredRecords.ids(kafka.bootstrapServers(), "orders"))
                .containsAll(
                        orders.stream()
                                .filter(each -> each.sentNanos() > gone && each.status() == 202)
                                .map(Answered::id)
                                .toList());
        assertThat(orders)
                .allSatisfy(each -> assertThat(each.tookNanos()).isLessThan(ANSWER_MAX.toNanos()));
        assertThat(service.counts().inFlightBytes()).isZero();
    }

    private static long count(Queue<Answered> answers, long sentAfter, int status) {
        return answers.stream()
                .filter(each -> each.sentNanos() > sentAfter && each.status() == status)
                .count();
    }

    private static boolean endedBefore(Answered each, long nanos) {
        return each.sentNanos() + each.tookNanos() - nanos < 0;
    }

    private boolean isGone() throws InterruptedException {
        try {
            admin.describeTopics(List.of("orders")).allTopicNames().get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException;
        }
    }

    private static void load(
            IngestService service,
            String kind,
            int client,
            AtomicBoolean going,
            Queue<Answered> answers) {
        try (var connection = new RawHttp(service.port())) {
            for (int i = 0; going.get(); i++) {
                String id = kind + "-" + client + "-" + i;
                long sent = System.nanoTime();
                int status =
                        connection
                                .exchange(
                                        RawHttp.post(
                                                "/v1/events",
                                                "{\"id\":\"%s\",\"type\":\"%s.a\",\"key\":\"%s\",\"data\":1}"
                                                        .formatted(id, kind, id)))
                                .status();
                answers.add(new Answered(id, status, sent, System.nanoTime() - sent));
            }
        } catch (IOException e) {
            answers.add(new Answered("cut " + client + ": " + e, -1, System.nanoTime(), 0));
        }
    }
}
