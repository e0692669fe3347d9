// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are refused, each with its exact answer, on a server with small limits. */
class BadRequestsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException {
        kafka = EmbeddedKafka.start(folder, 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.topics.0.event-types.0", "order.*");
        settings.put("ingest.limits.event-bytes-max", "1024");
        settings.put("ingest.limits.body-bytes-max", "4096");
        settings.put("ingest.limits.batch-events-max", "3");
        settings.put("ingest.limits.nesting-depth-max", "4");
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    /** A request, the status and problem it is answered with, and the violations told. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Case(String name, byte[] message, int status, String problem, List<String> violations) {

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource({"bodies", "batches", "forms", "http"})
    void isRefused(Case bad) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            RawHttp.Answer answer = connection.exchange(bad.message());

            JsonNode problem = JSON.readTree(answer.body());
            assertThat(answer.status()).as(answer.body()).isEqualTo(bad.status());
            assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(problem.path("type").asText())
                    .isEqualTo("urn:headgate:problem:" + bad.problem());
            assertThat(problem.path("status").asInt()).isEqualTo(bad.status());
            assertThat(problem.path("title").asText()).isNotBlank();
            assertThat(problem.path("detail").asText()).isNotBlank();
            assertThat(violations(problem)).isEqualTo(bad.violations());
        }
    }

    @Test
    void storesNothingOfThem() {
        assertThat(StoredRecords.of(kafka.bootstrapServers(), "orders")).isEmpty();
        assertThat(service.counts().accepted()).isZero();
    }

    private static List<String> violations(JsonNode problem) {
        List<String> violations = new ArrayList<>();
        List<JsonNode> holders = new ArrayList<>(List.of(problem));
        problem.path("results").forEach(holders::add);
        for (JsonNode holder : holders) {
            for (JsonNode violation : holder.path("violations")) {
                String suggestion = violation.path("suggestion").asText();
                violations.add(
                        violation.path("pointer").asText()
                                + " "
                                + violation.path("code").asText()
                                + (suggestion.isEmpty() ? "" : " " + suggestion));
            }
        }
        return violations;
    }

    private static Case body(
            String name, String body, int status, String problem, String... violations) {
        return new Case(
                name, RawHttp.post("/v1/events", body), status, problem, List.of(violations));
    }

    private static Case data(String name, String data, String violation) {
        return body(
                name,
                "{\"type\":\"order.a\",\"data\":" + data + "}",
                422,
                "invalid-event",
                violation);
    }

    static Stream<Case> bodies() {
        return Stream.of(
                body("empty body", "", 400, "malformed-json"),
                body("not JSON", "hello", 400, "malformed-json"),
                body("cut short", "{\"type\":\"order.a\",\"data\":{", 400, "malformed-json"),
                body("trailing comma", "{\"type\":\"order.a\",\"data\":1,}", 400, "malformed-json"),
                body(
                        "text after the end",
                        "{\"type\":\"order.a\",\"data\":1} x",
                        400,
                        "malformed-json"),
                body("single quotes", "{'type':'order.a'}", 400, "malformed-json"),
                body("leading zero", "{\"type\":\"order.a\",\"data\":01}", 400, "malformed-json"),
                body("NaN", "{\"type\":\"order.a\",\"data\":NaN}", 400, "malformed-json"),
                body("a comment", "{\"type\":\"order.a\",/**/\"data\":1}", 400, "malformed-json"),
                body(
                        "byte order mark",
                        "\uFEFF{\"type\":\"order.a\",\"data\":1}",
                        400,
                        "malformed-json"),
                body(
                        "raw control character",
                        "{\"type\":\"order.a\",\"data\":\"\u0001\"}",
                        400,
                        "malformed-json"),
                body(
                        "unknown escape",
                        "{\"type\":\"order.a\",\"data\":\"\\x\"}",
                        400,
                        "malformed-json"),
                new Case(
                        "invalid UTF-8",
                        RawHttp.message(
                                "POST /v1/events HTTP/1.1\r\nHost: t\r\nContent-Length: 30\r\n\r\n",
                                "{\"type\":\"order.a\",\"data\":\"\u00c3(\"}".getBytes(ISO_8859_1)),
                        400,
                        "malformed-json",
                        List.of()),
                body("a string", "\"order\"", 422, "invalid-event", " wrong-type"),
                body(
                        "empty object",
                        "{}",
                        422,
                        "invalid-event",
                        "/type required",
                        "/data required"),
                body("no type", "{\"data\":1}", 422, "invalid-event", "/type required"),
                body(
                        "null type",
                        "{\"type\":null,\"data\":1}",
                        422,
                        "invalid-event",
                        "/type required"),
                body(
                        "empty type",
                        "{\"type\":\"\",\"data\":1}",
                        422,
                        "invalid-event",
                        "/type empty"),
                body(
                        "numeric type",
                        "{\"type\":7,\"data\":1}",
                        422,
                        "invalid-event",
                        "/type wrong-type"),
                body("no data", "{\"type\":\"order.a\"}", 422, "invalid-event", "/data required"),
                body(
                        "misspelt member",
                        "{\"type\":\"order.a\",\"data\":1,\"tyme\":\"x\"}",
                        422,
                        "invalid-event",
                        "/tyme unknown-member time"),
                body(
                        "repeated member",
                        "{\"type\":\"order.a\",\"data\":1,\"data\":2}",
                        422,
                        "invalid-event",
                        "/data duplicate-key"),
                body(
                        "id too long",
                        "{\"id\":\"" + "x".repeat(257) + "\",\"type\":\"order.a\",\"data\":1}",
                        422,
                        "invalid-event",
                        "/id too-long"),
                body(
                        "key with NUL",
                        "{\"key\":\"a\\u0000\",\"type\":\"order.a\",\"data\":1}",
                        422,
                        "invalid-event",
                        "/key nul-character"),
                body(
                        "no RFC 3339 time",
                        "{\"time\":\"yesterday\",\"type\":\"order.a\",\"data\":1}",
                        422,
                        "invalid-event",
                        "/time not-a-time"),
                body(
                        "30 February",
                        "{\"time\":\"2026-02-30T00:00:00Z\",\"type\":\"order.a\",\"data\":1}",
                        422,
                        "invalid-event",
                        "/time not-a-time"),
                body(
                        "type without a topic",
                        "{\"type\":\"login\",\"data\":1}",
                        422,
                        "no-topic",
                        "/type no-topic"),
                data(
                        "duplicate key in data",
                        "{\"a\":{\"b\":1,\"\\u0062\":2}}",
                        "/data/a/b duplicate-key"),
                data("NUL in data", "[1,\"\\u0000\"]", "/data/1 nul-character"),
                data("lone surrogate in data", "\"\\ud800\"", "/data lone-surrogate"),
                data("number beyond numeric", "1e131072", "/data number-out-of-range"),
                data("number too fine for numeric", "1e-16384", "/data number-out-of-range"),
                data("nested too deeply", "[[[[[1]]]]]", "/data/0/0/0/0 too-deep"),
                body(
                        "event too large",
                        "{\"type\":\"order.a\",\"data\":\"" + "x".repeat(1100) + "\"}",
                        413,
                        "event-too-large",
                        "/data too-large"));
    }

    static Stream<Case> batches() {
        String good = "{\"type\":\"order.a\",\"data\":1}";
        return Stream.of(
                body("empty array", "[]", 422, "invalid-event", " empty"),
                body("array of a number", "[1]", 422, "invalid-event", "/0 wrong-type"),
                body(
                        "all invalid",
                        "[{\"type\":\"order.a\"},{\"type\":\"x\",\"data\":1}]",
                        422,
                        "invalid-event",
                        "/0/data required",
                        "/1/type no-topic"),
                body("malformed behind a good event", "[" + good + ",", 400, "malformed-json"),
                body(
                        "too many events",
                        "[" + good + "," + good + "," + good + "," + good + "]",
                        413,
                        "batch-too-large"),
                body("body too large", "[\"" + "x".repeat(5000) + "\"]", 413, "body-too-large"));
    }

    static Stream<Case> forms() {
        return Stream.of(
                new Case(
                        "register without a user",
                        RawHttp.post(
                                "/register_event", "{\"event_type\":\"order.a\",\"payload\":1}"),
                        422,
                        "invalid-event",
                        List.of("/user_id required")),
                new Case(
                        "register with canonical names",
                        RawHttp.post(
                                "/register_event",
                                "{\"user_id\":\"u\",\"type\":\"order.a\",\"payload\":1}"),
                        422,
                        "invalid-event",
                        List.of("/type unknown-member time", "/event_type required")),
                new Case(
                        "numeric user",
                        RawHttp.post(
                                "/register_event",
                                "{\"user_id\":7,\"event_type\":\"order.a\",\"payload\":1}"),
                        422,
                        "invalid-event",
                        List.of("/user_id wrong-type")));
    }

    private static Case http(String name, String head, String body, int status, String problem) {
        byte[] content = body.getBytes(UTF_8);
        String length =
                head.contains("Content-Length") || content.length == 0
                        ? ""
                        : "Content-Length: " + content.length + "\r\n";
        return new Case(
                name, RawHttp.message(head + length + "\r\n", content), status, problem, List.of());
    }

    static Stream<Case> http() {
        String post = "POST /v1/events HTTP/1.1\r\nHost: t\r\n";
        String json = post + "Content-Type: application/json\r\n";
        String good = "{\"id\":\"a\",\"type\":\"order.a\",\"data\":1}";
        return Stream.of(
                http(
                        "unknown path",
                        "POST /v2/events HTTP/1.1\r\nHost: t\r\n",
                        good,
                        404,
                        "not-found"),
                http(
                        "GET of events",
                        "GET /v1/events HTTP/1.1\r\nHost: t\r\n",
                        "",
                        405,
                        "method-not-allowed"),
                http(
                        "DELETE of status",
                        "DELETE /get_status HTTP/1.1\r\nHost: t\r\n",
                        "",
                        405,
                        "method-not-allowed"),
                http("no length", json, "", 411, "length-required"),
                http(
                        "form",
                        post + "Content-Type: application/x-www-form-urlencoded\r\n",
                        "a=b",
                        415,
                        "unsupported-media-type"),
                http(
                        "Latin-1",
                        post + "Content-Type: application/json; charset=iso-8859-1\r\n",
                        good,
                        415,
                        "unsupported-media-type"),
                http(
                        "not gzip",
                        json + "Content-Encoding: gzip\r\n",
                        good,
                        400,
                        "malformed-encoding"),
                http(
                        "two headers of encodings",
                        json + "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n",
                        good,
                        415,
                        "unsupported-encoding"),
                http(
                        "another idempotency key",
                        json + "Idempotency-Key: b\r\n",
                        good,
                        422,
                        "idempotency-key"),
                http(
                        "empty idempotency key",
                        json + "Idempotency-Key: \"\"\r\n",
                        good,
                        422,
                        "idempotency-key"),
                http(
                        "idempotency key on a batch",
                        json + "Idempotency-Key: b\r\n",
                        "[" + good + "]",
                        422,
                        "idempotency-key"),
                http(
                        "length that is no number",
                        json + "Content-Length: ten\r\n",
                        good,
                        400,
                        "bad-request"),
                http("no host", "POST /v1/events HTTP/1.1\r\n", good, 400, "bad-request"),
                http(
                        "length and chunks",
                        json + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                        "0\r\n\r\n",
                        400,
                        "bad-request"),
                http(
                        "unknown transfer encoding",
                        json + "Transfer-Encoding: gzip, chunked\r\n",
                        "",
                        501,
                        "not-implemented"));
    }
}
