// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.growth.GateOrder;
import dev.headgate.contract.growth.GateReport;
import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While a topic's gate is closed, none of its events is sent, and clients are told the truth. */
class GrowthIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(folder, 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 2, "growing", "other", "late");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "other");
        settings.put("ingest.topics.1.name", "growing");
        settings.put("ingest.topics.1.event-types.0", "growing");
        settings.put("ingest.limits.in-flight-requests-max", "4");
        settings.put("ingest.answer-deadline", "PT3S");
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    @AfterEach
    void open() throws Exception {
        gate("DELETE", "growing", BodyPublishers.noBody());
    }

    @Test
    void holdsEventsBackAndSendsThemOnceTheNewPartitionsAreSeen() throws Exception {
        assertThat(post("{\"id\":\"g-0\",\"type\":\"growing\",\"key\":\"k\",\"data\":0}"))
                .returns(202, HttpResponse::statusCode);
        assertThat(close(6, 60_000))
                .returns(true, GateReport::closed)
                .returns(true, GateReport::drained);
        CompletableFuture<HttpResponse<String>> held =
                CLIENT.sendAsync(
                        request("{\"id\":\"g-1\",\"type\":\"growing\",\"key\":\"k\",\"data\":1}"),
                        BodyHandlers.ofString());
        // Other topics go on meanwhile.
        assertThat(post("{\"id\":\"o-1\",\"type\":\"t\",\"key\":\"k\",\"data\":1}"))
                .returns(202, HttpResponse::statusCode);
        assertThat(StoredRecords.ids(kafka.bootstrapServers(), "growing"))
                .contains("g-0")
                .doesNotContain("g-1");

        grow("growing", 6);

        assertThat(held.get().statusCode()).isEqualTo(202);
        assertThat(report().closed()).isFalse();
        assertThat(report().partitions()).isEqualTo(6);
        for (int i = 0; i < 50; i++) {
            post("{\"type\":\"growing\",\"key\":\"k%d\",\"data\":1}".formatted(i));
        }
        assertThat(StoredRecords.of(kafka.bootstrapServers(), "growing"))
                .extracting(stored -> stored.partition())
                .contains(0, 1, 2, 3, 4, 5);
    }

    @Test
    void answersThatTheTopicIsGrowingWhenThatTakesTooLong() throws Exception {
        close(100, 60_000);

        HttpResponse<String> answer = post("{\"id\":\"x-1\",\"type\":\"growing\",\"data\":1}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body())
                .contains("\"type\":\"urn:headgate:problem:topic-growing\"", "\"id\":\"x-1\"");
        gate("DELETE", "growing", BodyPublishers.noBody());
        assertThat(post("{\"id\":\"x-1\",\"type\":\"growing\",\"data\":1}"))
                .returns(202, HttpResponse::statusCode);
    }

    @Test
    void inABatchOnlyTheEventsOfTheGrowingTopicAreToBeRepeated() throws Exception {
        close(100, 60_000);

        HttpResponse<String> answer =
                post(
                        "[{\"id\":\"m-1\",\"type\":\"growing\",\"data\":1},"
                                + "{\"id\":\"m-2\",\"type\":\"t\",\"data\":1}]");

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(answer.body())
                .contains(
                        "{\"index\":0,\"id\":\"m-1\",\"status\":\"retry\",\"code\":\"topic-growing\"",
                        "{\"index\":1,\"id\":\"m-2\",\"status\":\"stored\",\"topic\":\"other\"");
        assertThat(StoredRecords.ids(kafka.bootstrapServers(), "growing")).doesNotContain("m-1");
        assertThat(StoredRecords.ids(kafka.bootstrapServers(), "other")).contains("m-2");
    }

    @Test
    void atMostHalfOfTheRequestsInFlightAreHeld() throws Exception {
        close(100, 60_000);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(
                    CLIENT.sendAsync(
                            request("{\"type\":\"growing\",\"data\":1}"), BodyHandlers.ofString()));
        }

        // The third is answered before the others have waited for their time.
        await().atMost(PATIENCE).until(() -> answers.stream().anyMatch(CompletableFuture::isDone));
        assertThat(answers.stream().filter(CompletableFuture::isDone)).hasSize(1);
        assertThat(post("{\"type\":\"t\",\"data\":1}")).returns(202, HttpResponse::statusCode);

        gate("DELETE", "growing", BodyPublishers.noBody());

        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            statuses.add(answer.get().statusCode());
        }
        assertThat(statuses).containsExactlyInAnyOrder(202, 202, 503);
    }

    @Test
    void aGateOpensByItselfAfterItsTime() throws Exception {
        assertThat(close(100, 700).millisLeft()).isBetween(1L, 700L);
        // Asked again, it keeps its end.
        assertThat(close(100, 60_000).millisLeft()).isLessThanOrEqualTo(700);

        assertThat(post("{\"type\":\"growing\",\"data\":1}"))
                .returns(202, HttpResponse::statusCode);

        assertThat(report().closed()).isFalse();
    }

    @Test
    void refusesOrdersThatNameNoTimeOrTooLongAOneOrAForeignTopic() throws Exception {
        for (String order : List.of("", "{}", "{\"partitions\":6,\"millis\":120001}")) {
            assertThat(gate("PUT", "growing", BodyPublishers.ofString(order)).statusCode())
                    .isEqualTo(400);
        }
        assertThat(gate("PUT", "growing", BodyPublishers.ofString(" ".repeat(2000))).statusCode())
                .isEqualTo(400);
        assertThat(gate("GET", "foreign", BodyPublishers.noBody()).statusCode()).isEqualTo(404);
        assertThat(report().closed()).isFalse();
        HttpRequest onTheClientsPort =
                HttpRequest.newBuilder(uri(service.port(), "/growth-gates/growing")).build();
        assertThat(CLIENT.send(onTheClientsPort, BodyHandlers.ofString()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aNewProcessHoldsEventsBackForAsLongAsItIsTold() throws Exception {
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "late");
        settings.put("ingest.start-hold", "PT3S");
        long began = System.nanoTime();
        IngestService late = IngestService.start(IngestFixture.config(settings));
        try {
            HttpRequest event =
                    HttpRequest.newBuilder(uri(late.port(), "/v1/events"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"type\":\"t\",\"data\":1}"))
                            .build();

            int status = CLIENT.send(event, BodyHandlers.ofString()).statusCode();

            assertThat(status).isEqualTo(202);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        } finally {
            late.stop();
        }
    }

    private static GateReport close(int partitions, long millis) throws Exception {
        HttpResponse<String> answer =
                gate(
                        "PUT",
                        "growing",
                        BodyPublishers.ofByteArray(new GateOrder(partitions, millis).toJson()));
        assertThat(answer.statusCode()).isEqualTo(200);
        return GateReport.fromJson(answer.body().getBytes(UTF_8)).orElseThrow();
    }

    private static GateReport report() throws Exception {
        return GateReport.fromJson(
                        gate("GET", "growing", BodyPublishers.noBody()).body().getBytes(UTF_8))
                .orElseThrow();
    }

    private static HttpResponse<String> gate(String method, String topic, BodyPublisher body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(service.managementPort(), GateOrder.PATH + topic))
                        .method(method, body)
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String event)
            throws IOException, InterruptedException {
        return CLIENT.send(request(event), BodyHandlers.ofString());
    }

    private static HttpRequest request(String event) {
        return HttpRequest.newBuilder(uri(service.port(), "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(event))
                .build();
    }

    private static void grow(String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
        }
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
