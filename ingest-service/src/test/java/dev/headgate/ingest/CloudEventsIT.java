// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CloudEvents in the three modes of the HTTP binding: the scenarios of the project's conformance
 * set and the specification's examples, read back from Kafka.
 */
class CloudEventsIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String KEY = "hgk_0123456789abcdef0123456789abcdef";

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService open;
    private static IngestService guarded;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        open = IngestService.start(IngestFixture.config(settings));
        Path callers =
                Files.writeString(
                        folder.resolve("callers.yaml"),
                        """
                        callers:
                          - name: shop
                            keys: [{sha256: %s}]
                        """
                                .formatted(IngestFixture.keyHash(KEY)));
        settings.put("ingest.callers.file", callers.toString());
        guarded = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        guarded.stop();
        open.stop();
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8"})
    void takesTheBinaryMode(String contentType) throws Exception {
        String id = "binary-" + contentType.length();
        String data = "{\n    \"message\": \"Hello World!\"\n}";

        HttpResponse<String> answer =
                send(
                        binary(id)
                                .header("ce-time", "2018-04-05T03:56:24Z")
                                .header("ce-partitionkey", "user-7")
                                .header("Content-Type", contentType)
                                .POST(BodyPublishers.ofString(data)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        ConsumerRecord<byte[], byte[]> stored = stored(id);
        assertThat(StoredRecords.headers(stored))
                .containsExactlyInAnyOrder(
                        "ce_specversion=1.0",
                        "ce_id=" + id,
                        "ce_type=com.example.someevent",
                        "ce_source=/mycontext/subcontext",
                        "ce_time=2018-04-05T03:56:24Z",
                        "ce_partitionkey=user-7",
                        "content-type=" + contentType);
        assertThat(new String(stored.value(), UTF_8)).isEqualTo(data);
        assertThat(stored.key()).asString(UTF_8).isEqualTo("user-7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {STRUCTURED, STRUCTURED + "; charset=utf-8", "Application/CloudEvents+JSON"})
    void takesTheStructuredMode(String contentType) throws Exception {
        String id = "structured-" + contentType.hashCode();

        HttpResponse<String> answer = post(contentType, event(id, "\"comexample\": 5,"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body()).path("id").asText()).isEqualTo(id);
        ConsumerRecord<byte[], byte[]> stored = stored(id);
        assertThat(StoredRecords.headers(stored))
                .containsExactlyInAnyOrder(
                        "ce_specversion=1.0",
                        "ce_id=" + id,
                        "ce_type=com.example.someevent",
                        "ce_source=/mycontext/subcontext",
                        "ce_time=2018-04-05T03:56:24Z",
                        "ce_comexample=5",
                        "content-type=application/json");
        assertThat(new String(stored.value(), UTF_8)).isEqualTo("{\"message\": \"Hello World!\"}");
        assertThat(stored.key()).isNull();
    }

    @Test
    void takesTheBatchedModeAndAnswersEach() throws Exception {
        String batch =
                "[%s, %s, {}]"
                        .formatted(event("batch-1", ""), event("batch-2", "\"subject\":\"s\","));

        HttpResponse<String> answer = post(BATCH, batch);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(207);
        assertThat(JSON.readTree(answer.body()).path("results").findValuesAsText("status"))
                .containsExactly("stored", "stored", "invalid");
        assertThat(StoredRecords.headers(stored("batch-2"))).contains("ce_subject=s");
    }

    @Test
    void takesAnEmptyBatch() throws Exception {
        HttpResponse<String> answer = post(BATCH, "[]");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree("{\"results\":[]}"));
    }

    /** Only source and id together name an event. */
    @Test
    void keepsEventsOfTwoSourcesApart() throws Exception {
        String first = event("same", "");
        String other = first.replace("/mycontext/subcontext", "/other").replace("Hello", "Bye");

        HttpResponse<String> answer = post(BATCH, "[%s,%s,%s]".formatted(first, other, first));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body()).path("results").findValuesAsText("status"))
                .containsExactly("stored", "stored", "duplicate");
    }

    @Test
    void putsTheCallerBeforeTheSourceThatHeNames() throws Exception {
        HttpResponse<String> refused =
                CLIENT.send(
                        at(guarded)
                                .header("Content-Type", STRUCTURED)
                                .POST(BodyPublishers.ofString(event("guarded-0", "")))
                                .build(),
                        BodyHandlers.ofString());
        HttpResponse<String> answer =
                CLIENT.send(
                        at(guarded)
                                .header("Content-Type", STRUCTURED)
                                .header("Authorization", "Bearer " + KEY)
                                .POST(BodyPublishers.ofString(event("guarded-1", "")))
                                .build(),
                        BodyHandlers.ofString());
        HttpResponse<String> tooLong =
                CLIENT.send(
                        at(guarded)
                                .header("Content-Type", STRUCTURED)
                                .header("Authorization", "Bearer " + KEY)
                                .POST(
                                        BodyPublishers.ofString(
                                                event("guarded-2", "")
                                                        .replace(
                                                                "/mycontext",
                                                                "/" + "s".repeat(240))))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(StoredRecords.headers(stored("guarded-1")))
                .contains("ce_source=shop#/mycontext/subcontext");
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("/source").contains("caller's name before it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/cloudevents+xml|415",
                "application/cloudevents|415",
                "application/xml|415",
                "application/x-ndjson|415",
                "application/json; charset=utf-16|415",
                "application/cloudevents-batch+json|422"
            })
    void refusesOtherMediaTypes(String contentType, int status) throws Exception {
        HttpResponse<String> answer =
                send(
                        binary("type-1")
                                .header("Content-Type", contentType)
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/json", "application/vnd.order+json; charset=utf-8"})
    void keepsJsonOfAnyKind(String contentType) throws Exception {
        String id = "kind-" + contentType.length();

        HttpResponse<String> answer =
                send(
                        binary(id)
                                .header("Content-Type", contentType)
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(StoredRecords.headers(stored(id))).contains("content-type=" + contentType);
    }

    @Test
    void saysWhatABinaryEventLacks() throws Exception {
        HttpResponse<String> answer =
                send(
                        at(open).header("ce-id", "1")
                                .header("ce-subject", "a")
                                .header("ce-subject", "b")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"type\":\"t\",\"data\":1}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body()).path("violations").findValuesAsText("pointer"))
                .containsExactly("/subject", "/specversion", "/source", "/type");
    }

    @Test
    void keepsAnEventWithoutData() throws Exception {
        HttpResponse<String> answer =
                send(binary("empty-1").POST(BodyPublishers.ofByteArray(new byte[0])));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(stored("empty-1").value()).asString(UTF_8).isEqualTo("null");
    }

    private static String event(String id, String member) {
        return """
        {
            "specversion": "1.0",
            "type": "com.example.someevent",
            "time": "2018-04-05T03:56:24Z",
            "id": "%s",
            "source": "/mycontext/subcontext",
            %s
            "datacontenttype": "application/json",
            "data": {"message": "Hello World!"}
        }
        """
                .formatted(id, member);
    }

    private static HttpRequest.Builder binary(String id) {
        return at(open).header("ce-specversion", "1.0")
                .header("ce-type", "com.example.someevent")
                .header("ce-id", id)
                .header("ce-source", "/mycontext/subcontext");
    }

    private static HttpRequest.Builder at(IngestService service) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + service.port() + "/v1/events"));
    }

    private static HttpResponse<String> post(String contentType, String body)
            throws IOException, InterruptedException {
        return send(
                at(open).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static ConsumerRecord<byte[], byte[]> stored(String id) {
        return StoredRecords.only(kafka.bootstrapServers(), "orders", id);
    }
}
