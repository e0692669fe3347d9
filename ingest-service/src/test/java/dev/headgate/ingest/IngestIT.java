// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.name.MetricName;
import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered with success is in Kafka, byte for byte, under the right key and headers. */
class IngestIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int PARTITIONS = 4;

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException {
        kafka = EmbeddedKafka.start(folder, 0);
        IngestFixture.createTopics(
                kafka.bootstrapServers(), PARTITIONS, "keyed", "typed", "spread");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "keyed");
        settings.put("ingest.topics.1.name", "typed");
        settings.put("ingest.topics.1.event-types.0", "typed.*");
        settings.put("ingest.topics.1.partition-by", "EventType");
        settings.put("ingest.topics.2.name", "spread");
        settings.put("ingest.topics.2.event-types.0", "spread");
        settings.put("ingest.topics.2.partition-by", "None");
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    @Test
    void storesTheDataByteForByteWithItsEnvelopeInHeaders() throws Exception {
        String data = "{ \"b\" : 1.50e1,\n\t\"a\":[\"\\u00e9\",\"é\",null , {}] }";
        long before = System.currentTimeMillis();

        HttpResponse<String> answer =
                post(
                        "/v1/events",
                        "{\"id\":\"e-1\",\"type\":\"order.created\",\"key\":\"user 7\","
                                + "\"time\":\"2026-01-31T09:30:00.5+01:00\",\"data\": "
                                + data
                                + " }");

        ConsumerRecord<byte[], byte[]> stored = only("keyed", "e-1");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"id\":\"e-1\",\"status\":\"stored\",\"topic\":\"keyed\",\"partition\":%d,\"offset\":%d}\n"
                                .formatted(stored.partition(), stored.offset()));
        assertThat(new String(stored.value(), UTF_8)).isEqualTo(data);
        assertThat(new String(stored.key(), UTF_8)).isEqualTo("user 7");
        assertThat(stored.timestamp()).isBetween(before, System.currentTimeMillis());
        assertThat(headers(stored))
                .containsExactly(
                        "ce_specversion=1.0",
                        "ce_id=e-1",
                        "ce_type=order.created",
                        "ce_source=/default/orders",
                        "ce_time=2026-01-31T09:30:00.5+01:00",
                        "ce_partitionkey=user 7",
                        "content-type=application/json");
    }

    @Test
    void takesTheSimpleFormAsTheSameEvent() throws Exception {
        HttpResponse<String> answer =
                post(
                        "/register_event",
                        "{\"id\":\"r-1\",\"user_id\":\"u1\",\"event_type\":\"login\",\"payload\":0}");

        ConsumerRecord<byte[], byte[]> stored = only("keyed", "r-1");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(new String(stored.value(), UTF_8)).isEqualTo("0");
        assertThat(new String(stored.key(), UTF_8)).isEqualTo("u1");
        assertThat(headers(stored)).contains("ce_type=login", "ce_partitionkey=u1");
    }

    @Test
    void routesByTypeAndPartitionsAsTheTopicSays() throws Exception {
        post(
                "/v1/events",
                "[{\"id\":\"t-1\",\"type\":\"typed.a\",\"key\":\"k\",\"data\":1},"
                        + "{\"id\":\"s-1\",\"type\":\"spread\",\"key\":\"k\",\"data\":2},"
                        + "{\"id\":\"n-1\",\"type\":\"other\",\"data\":3}]");

        assertThat(new String(only("typed", "t-1").key(), UTF_8)).isEqualTo("typed.a");
        assertThat(only("spread", "s-1").key()).isNull();
        assertThat(only("keyed", "n-1").key()).isNull();
    }

    @Test
    void answersEachEventOfABatchInItsOrder() throws Exception {
        HttpResponse<String> answer =
                post(
                        "/v1/events",
                        "[{\"id\":\"b-1\",\"type\":\"t\",\"key\":\"k\",\"data\":{\"a\":1}},"
                                + "{\"type\":\"t\"},"
                                + "{\"id\":\"b-1\",\"type\":\"t\",\"key\":\"k\",\"data\":{\"a\":1}},"
                                + "{\"id\":\"b-1\",\"type\":\"t\",\"key\":\"k\",\"data\":{\"a\":2}}]");

        ConsumerRecord<byte[], byte[]> stored = only("keyed", "b-1");
        String at =
                "\"topic\":\"keyed\",\"partition\":%d,\"offset\":%d"
                        .formatted(stored.partition(), stored.offset());
        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"results\":["
                                + "{\"index\":0,\"id\":\"b-1\",\"status\":\"stored\","
                                + at
                                + "},"
                                + "{\"index\":1,\"status\":\"invalid\",\"code\":\"invalid-event\","
                                + "\"detail\":\"is required\",\"retryable\":false,\"violations\":["
                                + "{\"pointer\":\"/1/data\",\"code\":\"required\",\"detail\":\"is required\"}]},"
                                + "{\"index\":2,\"id\":\"b-1\",\"status\":\"duplicate\","
                                + at
                                + "},"
                                + "{\"index\":3,\"id\":\"b-1\",\"status\":\"invalid\",\"code\":\"invalid-event\","
                                + "\"detail\":\"event 0 of this request has the same id and other content\","
                                + "\"retryable\":false,\"violations\":[{\"pointer\":\"/3/id\","
                                + "\"code\":\"conflicting-id\","
                                + "\"detail\":\"event 0 of this request has the same id and other content\"}]}]}\n");
    }

    @Test
    void keepsTheOrderOfAKeyOnOneConnection() throws Exception {
        for (int i = 0; i < 200; i++) {
            post("/v1/events", "{\"type\":\"seq\",\"key\":\"ordered\",\"data\":%d}".formatted(i));
        }
        String batch =
                IntStream.range(200, 700)
                        .mapToObj("{\"type\":\"seq\",\"key\":\"ordered\",\"data\":%d}"::formatted)
                        .reduce((left, right) -> left + "," + right)
                        .orElseThrow();
        post("/v1/events", "[" + batch + "]");

        List<Integer> values =
                records("keyed").stream()
                        .filter(stored -> headers(stored).contains("ce_type=seq"))
                        .map(stored -> Integer.valueOf(new String(stored.value(), UTF_8)))
                        .toList();
        assertThat(values).containsExactlyElementsOf(IntStream.range(0, 700).boxed().toList());
    }

    @Test
    void takesTheIdempotencyKeyAsTheId() throws Exception {
        HttpRequest request =
                request("/v1/events", "{\"type\":\"t\",\"data\":1}")
                        .header("Idempotency-Key", "\"key-1\"")
                        .build();

        HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(only("keyed", "key-1").value()).isEqualTo("1".getBytes(UTF_8));
    }

    @Test
    void assignsAnIdThatSortsByTimeAndReturnsIt() throws Exception {
        HttpResponse<String> answer = post("/v1/events", "{\"type\":\"t\",\"data\":1}");

        assertThat(answer.body())
                .matches(
                        "\\{\"id\":\"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\".*\n");
    }

    @Test
    void showsHealthMetricsAndStatus() throws Exception {
        post("/v1/events", "{\"type\":\"t\",\"data\":1}");

        assertThat(get(service.managementPort(), "/observe/health/live").statusCode())
                .isEqualTo(200);
        assertThat(get(service.managementPort(), "/observe/health/ready").statusCode())
                .isEqualTo(200);
        assertThat(get(service.managementPort(), "/observe/metrics").body())
                .contains("headgate_ingest_events_total{outcome=\"stored\"")
                .contains("headgate_ingest_requests_total{outcome=\"stored\"")
                .contains("headgate_ingest_ack_seconds_bucket{")
                .contains(names("headgate_ingest_"));
        assertThat(get(service.port(), "/get_status").body())
                .contains("\"accepting\":true")
                .contains("\"pipeline\":{\"namespace\":\"default\",\"name\":\"orders\"}");
    }

    /** Every metric that the reference promises. */
    private static List<String> names(String prefix) throws IllegalAccessException {
        var names = new ArrayList<String>();
        for (Field name : MetricName.class.getFields()) {
            String value = (String) name.get(null);
            if (value.startsWith(prefix)) {
                names.add(value);
            }
        }
        return names;
    }

    private static HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(uri(service.port(), path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(request(path, body).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(port, path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static ConsumerRecord<byte[], byte[]> only(String topic, String id) {
        return StoredRecords.only(kafka.bootstrapServers(), topic, id);
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> stored) {
        return StoredRecords.headers(stored);
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return StoredRecords.of(kafka.bootstrapServers(), topic);
    }
}
