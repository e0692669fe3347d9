// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.KafkaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in flight is at its limit: the next request is refused at once, and all is well later.
 */
class OverloadIT {

    private static final int REQUESTS_MAX = 4;
    private static final int DATA_BYTES = 30_000;
    private static final String HEAD =
            "POST /v1/events HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n";

    @TempDir static Path folder;

    private static KafkaProcess kafka;

    private final List<RawHttp> clients = new ArrayList<>();
    private IngestService service;

    @BeforeAll
    static void startKafka() throws InterruptedException, ExecutionException {
        kafka = KafkaProcess.start(folder);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void startService() {
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.answer-deadline", "PT1M");
        settings.put("ingest.connections.receive-timeout", "PT2M");
        settings.put("ingest.limits.in-flight-requests-max", "" + REQUESTS_MAX);
        settings.put("ingest.limits.body-bytes-max", "65536");
        settings.put("ingest.limits.event-bytes-max", "65536");
        settings.put("ingest.limits.in-flight-bytes-max", "100000");
        service = IngestService.start(IngestFixture.config(settings));
        awaiting().until(service::isReady);
    }

    @AfterEach
    void stopService() throws IOException {
        for (RawHttp client : clients) {
            client.close();
        }
        service.stop();
    }

    @Test
    void refusesOneRequestMoreThanMayBeInFlight() throws IOException {
        for (int i = 0; i < REQUESTS_MAX; i++) {
            send((HEAD + "Content-Length: 21\r\n\r\n{\"type\":").getBytes(ISO_8859_1));
        }
        awaiting().until(() -> service.counts().inFlightRequests() == REQUESTS_MAX);

        assertOverloaded(small("refused"), "too many requests are in flight");

        for (RawHttp client : clients) {
            client.send("\"t\",\"data\":1}".getBytes(ISO_8859_1));
            assertThat(client.answer().status()).isEqualTo(202);
        }
        assertThat(exchange(small("after")).status()).isEqualTo(202);
        assertThat(stored()).contains("after").doesNotContain("refused");
    }

    /** Repeated if the service has found out that Kafka is away before it was full. */
    @Test
    void refusesAtOnceWhatAFrozenKafkaLeavesNoRoomFor() {
        awaiting().until(this::refusesWhileFrozen);

        awaiting()
                .untilAsserted(() -> assertThat(exchange(small("after")).status()).isEqualTo(202));
        assertThat(service.counts().inFlightBytes()).isZero();
        assertThat(stored()).contains("after").doesNotContain("refused");
    }

    private boolean refusesWhileFrozen() throws IOException {
        RawHttp.Answer refused;
        clients.clear();
        kafka.freeze();
        try {
            for (int i = 0; i < 3; i++) {
                send(large("sent-" + i));
            }
            awaiting()
                    .until(() ->
                            service.counts().inFlightBytes() > 3 * DATA_BYTES
                                    || service.counts().inFlightRequests() == 0);
            refused = exchange(large("refused"));
            assertThat(refused.status()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("retry-after", "1");
        } finally {
            kafka.thaw();
        }
        for (RawHttp client : clients) {
            assertThat(client.answer().status()).isIn(202, 503);
            client.close();
        }
        return refused.body().contains("urn:headgate:problem:overloaded");
    }

    private void send(byte[] message) throws IOException {
        var client = new RawHttp(service.port());
        clients.add(client);
        client.send(message);
    }

    private RawHttp.Answer exchange(byte[] message) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            return connection.exchange(message);
        }
    }

    private void assertOverloaded(byte[] message, String detail) throws IOException {
        RawHttp.Answer answer = exchange(message);
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "1");
        assertThat(answer.body()).contains("urn:headgate:problem:overloaded", detail);
    }

    private static byte[] small(String id) {
        return RawHttp.post(
                "/v1/events", "{\"id\":\"%s\",\"type\":\"t\",\"data\":1}".formatted(id));
    }

    private static byte[] large(String id) {
        return RawHttp.post(
                "/v1/events",
                "{\"id\":\"%s\",\"type\":\"t\",\"data\":\"%s\"}"
                        .formatted(id, "x".repeat(DATA_BYTES)));
    }

    private static List<String> stored() {
        return StoredRecords.ids(kafka.bootstrapServers(), "orders");
    }

    private static ConditionFactory awaiting() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(20));
    }
}
