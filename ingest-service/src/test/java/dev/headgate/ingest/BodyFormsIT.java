// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of events, and batches of which nothing is sent if something is wrong. */
class BodyFormsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String ALL = "/v1/events?onInvalid=rejectAll";

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException {
        kafka = EmbeddedKafka.start(folder, 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.topics.0.event-types.0", "order.*");
        settings.put("ingest.limits.batch-events-max", "5");
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/ndjson; charset=utf-8"})
    void answersEachLineInItsOrder(String type) throws Exception {
        String id = type.length() + "-";
        HttpResponse<String> answer =
                post(
                        "/v1/events",
                        type,
                        event(id + 1) + "\n\n{\"type\":\"order.a\"}\r\n" + event(id + 2));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(207);
        assertThat(results(answer)).containsExactly("stored", "invalid invalid-event", "stored");
        assertThat(ids()).containsSubsequence(id + 1, id + 2);
    }

    @Test
    void answersASingleLineAsABatch() throws Exception {
        HttpResponse<String> answer = post("/v1/events", "application/ndjson", event("l-1"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(results(answer)).containsExactly("stored");
    }

    @Test
    void sendsNothingOfLinesOfWhichOneIsNoJson() throws Exception {
        HttpResponse<String> answer =
                post("/v1/events", "application/x-ndjson", event("m-1") + "\n{\"type\":\n");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("malformed-json").contains("(byte 8 of line 2)");
        assertThat(ids()).doesNotContain("m-1");
    }

    @Test
    void limitsLinesAsBatches() throws Exception {
        HttpResponse<String> tooMany =
                post("/v1/events", "application/x-ndjson", (event("n") + "\n").repeat(6));
        HttpResponse<String> otherForm =
                post("/register_event", "application/x-ndjson", event("n"));

        assertThat(tooMany.statusCode()).isEqualTo(413);
        assertThat(otherForm.statusCode()).isEqualTo(415);
        assertThat(otherForm.headers().firstValue("Accept-Post")).contains("application/json");
    }

    @Test
    void sendsNoneIfOneIsInvalid() throws Exception {
        String batch =
                "[%s,{\"type\":\"order.a\"},{\"type\":\"other\",\"data\":1},%s,%s]"
                        .formatted(event("r-1"), event("r-2"), event("r-1"));

        HttpResponse<String> answer = post(ALL, "application/json", batch);
        HttpResponse<String> lines =
                post(ALL, "application/x-ndjson", event("r-3") + "\n{\"type\":\"order.a\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body()).path("type").asText())
                .isEqualTo("urn:headgate:problem:batch-rejected");
        assertThat(results(answer))
                .containsExactly(
                        "retry batch-rejected",
                        "invalid invalid-event",
                        "invalid no-topic",
                        "retry batch-rejected",
                        "retry batch-rejected");
        assertThat(JSON.readTree(answer.body()).path("results").path(0).path("retryable").asText())
                .isEqualTo("true");
        assertThat(lines.statusCode()).isEqualTo(422);
        assertThat(ids()).doesNotContain("r-1", "r-2", "r-3");
    }

    @Test
    void sendsAllIfAllAreValid() throws Exception {
        HttpResponse<String> answer =
                post(ALL, "application/json", "[%s,%s]".formatted(event("v-1"), event("v-2")));
        HttpResponse<String> single = post(ALL, "application/json", event("v-3"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(single.statusCode()).isEqualTo(202);
        assertThat(ids()).contains("v-1", "v-2", "v-3");
    }

    @Test
    void saysThatAllAreInvalidAsWithoutIt() throws Exception {
        HttpResponse<String> answer = post(ALL, "application/json", "[{\"type\":\"order.a\"}]");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("urn:headgate:problem:invalid-event");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "onInvalid=reject",
                "onInvalid=",
                "onInvalid",
                "onInvalid=rejectAll&onInvalid=rejectAll",
                "a=b&onInvalid=RejectAll"
            })
    void refusesAnotherValueOfTheParameter(String query) throws Exception {
        HttpResponse<String> answer = post("/v1/events?" + query, "application/json", event("q-1"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("the parameter onInvalid is sendValid");
        assertThat(ids()).doesNotContain("q-1");
    }

    @Test
    void sendsTheValidOnesIfThatIsSaid() throws Exception {
        HttpResponse<String> answer =
                post(
                        "/v1/events?onInvalid=sendValid&trace=1",
                        "application/json",
                        "[%s,{}]".formatted(event("s-1")));

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(ids()).contains("s-1");
    }

    private static String event(String id) {
        return "{\"id\":\"%s\",\"type\":\"order.a\",\"data\":1}".formatted(id);
    }

    private static HttpResponse<String> post(String path, String type, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body, UTF_8))
                        .build(),
                BodyHandlers.ofString());
    }

    private static List<String> results(HttpResponse<String> answer) throws IOException {
        List<String> results = new ArrayList<>();
        for (JsonNode result : JSON.readTree(answer.body()).path("results")) {
            results.add(
                    (result.path("status").asText() + " " + result.path("code").asText()).strip());
        }
        return results;
    }

    private static List<String> ids() {
        return StoredRecords.ids(kafka.bootstrapServers(), "orders");
    }
}
