// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that keeps what it refuses. */
class RefusedEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String KEY = "a key of the shop's";

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException, IOException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        IngestFixture.createTopics(
                kafka.bootstrapServers(), 1, "orders", "refused.orders", "notes", "refused.notes");
        Path schema = Files.writeString(folder.resolve("s.json"), "{\"required\":[\"order\"]}");
        Path callers =
                Files.writeString(
                        folder.resolve("callers.yaml"),
                        """
                        callers:
                          - name: shop
                            keys:
                              - sha256: %s
                            event-types: ["order.*", "strict", "nowhere"]
                        """
                                .formatted(IngestFixture.keyHash(KEY)));
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.topics.0.event-types.0", "order.*");
        settings.put("ingest.topics.1.name", "notes");
        settings.put("ingest.topics.1.event-types.0", "strict");
        settings.put("ingest.schemas.0.event-types.0", "strict");
        settings.put("ingest.schemas.0.file", schema.toString());
        settings.put("ingest.callers.file", callers.toString());
        settings.put("ingest.limits.event-bytes-max", "2048");
        settings.put("ingest.refused.keep", "true");
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    @Test
    void keepsAnEventThatBreaksItsSchemaAsTheEventThatItIs() throws Exception {
        assertThat(
                        post(
                                "application/json",
                                "{\"id\":\"s-1\",\"type\":\"strict\",\"key\":\"k\",\"data\":{\"a\" : 1}}"))
                .isEqualTo(422);

        ConsumerRecord<byte[], byte[]> kept = kept("refused.notes", "ce_id=s-1");
        assertThat(value(kept)).isEqualTo("{\"a\" : 1}");
        assertThat(new String(kept.key(), UTF_8)).isEqualTo("k");
        assertThat(StoredRecords.headers(kept))
                .contains(
                        "ce_type=strict",
                        "ce_source=shop",
                        "content-type=application/json",
                        "x-refused.reason=SchemaViolation",
                        "x-refused.part=data")
                .anyMatch(each -> each.startsWith("x-refused.detail=/data "));
    }

    @Test
    void keepsTheWholeOfAnEventThatCannotBeRead() throws Exception {
        String good = "{\"id\":\"g-1\",\"type\":\"order.made\",\"data\":1}";
        String bad = "{\"id\":\"u-1\", \"typ\":\"order.made\",\"data\":{\"x\":\"mark-u\"}}";

        assertThat(post("application/json", "[ " + good + " , " + bad + " ]")).isEqualTo(207);

        ConsumerRecord<byte[], byte[]> kept = keptWith("refused.orders", "mark-u");
        assertThat(value(kept)).isEqualTo(bad);
        assertThat(StoredRecords.headers(kept))
                .contains(
                        "ce_source=shop",
                        "content-type=application/json",
                        "x-refused.reason=InvalidEvent",
                        "x-refused.part=event")
                .anyMatch(each -> each.contains("/1/type is required"))
                .noneMatch(each -> each.startsWith("ce_id=") || each.startsWith("ce_type="));
    }

    @Test
    void keepsABodyThatIsNoJson() throws Exception {
        String body = "{\"type\":\"order.made\",\"data\":\"mark-m\"";

        assertThat(post("application/json", body)).isEqualTo(400);

        ConsumerRecord<byte[], byte[]> kept = keptWith("refused.orders", "mark-m");
        assertThat(value(kept)).isEqualTo(body);
        assertThat(StoredRecords.headers(kept))
                .contains("x-refused.reason=MalformedJson", "x-refused.part=body");
    }

    @Test
    void keepsWhatACloudEventSaysByHeaders() throws Exception {
        HttpRequest request =
                request("application/json", "{\"x\":\"mark-c\"}")
                        .header("ce-specversion", "1.0")
                        .header("ce-type", "order.made")
                        .header("ce-id", "c-1")
                        .build();

        assertThat(send(request)).isEqualTo(422);

        ConsumerRecord<byte[], byte[]> kept = keptWith("refused.orders", "mark-c");
        assertThat(value(kept)).isEqualTo("{\"x\":\"mark-c\"}");
        assertThat(StoredRecords.headers(kept))
                .contains("ce-id=c-1", "ce-type=order.made", "x-refused.part=event")
                .anyMatch(each -> each.contains("/source is required"))
                .noneMatch(each -> each.contains(KEY));
    }

    @Test
    void keepsAnEventThatNoTopicTakesWithTheFirstTopic() throws Exception {
        assertThat(post("application/json", "{\"id\":\"n-1\",\"type\":\"nowhere\",\"data\":1}"))
                .isEqualTo(422);

        assertThat(StoredRecords.headers(kept("refused.orders", "ce_id=n-1")))
                .contains("x-refused.reason=NoTopic");
    }

    @Test
    void keepsNothingOfWhoMayNotPostItNorWhatIsTooLarge() throws Exception {
        String large =
                "{\"type\":\"order.made\",\"data\":\"mark-l%s\"}".formatted("x".repeat(3000));
        assertThat(post("application/json", large)).isEqualTo(413);
        assertThat(
                        post(
                                "application/json",
                                "{\"id\":\"f-1\",\"type\":\"secret\",\"data\":\"mark-f\"}"))
                .isEqualTo(403);
        HttpRequest stranger =
                HttpRequest.newBuilder(uri())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("mark-stranger"))
                        .build();
        assertThat(send(stranger)).isEqualTo(401);

        post("application/json", "mark-last");
        keptWith("refused.orders", "mark-last");

        assertThat(all("refused.orders"))
                .noneMatch(kept -> value(kept).contains("mark-l" + "x"))
                .noneMatch(kept -> value(kept).contains("mark-f"))
                .noneMatch(kept -> value(kept).contains("mark-stranger"));
    }

    private static ConsumerRecord<byte[], byte[]> kept(String topic, String header) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                all(topic).stream()
                                        .filter(each ->
                                                StoredRecords.headers(each).contains(header))
                                        .toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private static ConsumerRecord<byte[], byte[]> keptWith(String topic, String mark) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                all(topic).stream()
                                        .filter(each -> value(each).contains(mark))
                                        .toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        return StoredRecords.of(kafka.bootstrapServers(), topic);
    }

    private static String value(ConsumerRecord<byte[], byte[]> kept) {
        return new String(kept.value(), UTF_8);
    }

    private static int post(String contentType, String body) throws Exception {
        return send(request(contentType, body).build());
    }

    private static int send(HttpRequest request) throws Exception {
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static HttpRequest.Builder request(String contentType, String body) {
        return HttpRequest.newBuilder(uri())
                .header("Content-Type", contentType)
                .header("Authorization", "Bearer " + KEY)
                .POST(BodyPublishers.ofString(body));
    }

    private static URI uri() {
        return URI.create("http://127.0.0.1:" + service.port() + "/v1/events");
    }
}
