// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.embedded.EmbeddedKafka;
import dev.headgate.ingest.http.ProblemType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every answer of every route is one that {@code GET /openapi} describes. */
class OpenApiIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final int MUTATIONS = 400;

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;
    private static OpenApiDocument document;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Path secret = Files.writeString(folder.resolve("secret"), "hub secret 0123456789abcdef");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.topics.0.event-types.0", "order.*");
        settings.put("ingest.webhooks.0.name", "hub");
        settings.put("ingest.webhooks.0.signature", "GitHub");
        settings.put("ingest.webhooks.0.secrets-file", secret.toString());
        settings.put("ingest.webhooks.0.event-type", "order.hub");
        service = IngestService.start(IngestFixture.config(settings));
        document = OpenApiDocument.parse(send(request("/openapi").GET().build()).body());
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    @Test
    void namesEveryProblemThereIs() {
        assertThat(document.problemCodes())
                .containsExactlyElementsOf(
                        Stream.of(ProblemType.values()).map(ProblemType::slug).toList());
        assertThat(document.statuses("/v1/webhooks/{name}", "post"))
                .containsAll(
                        Stream.of(ProblemType.values())
                                .map(type -> Integer.toString(type.status().code()))
                                .toList());
    }

    @Test
    void everyPathAnswersItsMethodsAndNoOthers() throws Exception {
        for (String path : document.paths()) {
            for (String method : METHODS) {
                HttpResponse<String> answer =
                        send(
                                request(path.replace("{name}", "hub"))
                                        .method(method, BodyPublishers.ofString("{}"))
                                        .build());
                boolean described =
                        document.methods(path).contains(method.toLowerCase(Locale.ROOT));
                assertThat(answer.statusCode() == 405)
                        .as("%s %s answers %d", method, path, answer.statusCode())
                        .isNotEqualTo(described);
                if (!method.equals("HEAD")) {
                    check(path, method, answer);
                }
            }
        }
    }

    /**
     * Bodies that are good, and what a seeded hand makes of them: never a 5xx, always described.
     */
    @Test
    void whateverIsPostedTheAnswerIsDescribed() throws Exception {
        long seed = Long.getLong("headgate.openapi.seed", new Random().nextLong());
        System.out.println("-Dheadgate.openapi.seed=" + seed);
        var random = new Random(seed);
        List<String> bodies =
                List.of(
                        "{\"id\":\"a-1\",\"type\":\"order.made\",\"key\":\"k\",\"data\":{\"n\":[1,2.5e3,null]}}",
                        "[{\"type\":\"order.made\",\"data\":1},{\"type\":\"other\",\"data\":1}]",
                        "{\"user_id\":\"u\",\"event_type\":\"order.made\",\"payload\":{\"a\":\"\\u00e9\"}}",
                        "[{\"event_type\":\"order.made\",\"payload\":{}},7]");
        for (int i = 0; i < MUTATIONS; i++) {
            String body = mutated(bodies.get(random.nextInt(bodies.size())), random);
            String path = random.nextBoolean() ? "/v1/events" : "/register_event";
            HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
            if (random.nextInt(4) == 0) {
                request.header("Idempotency-Key", "a-" + random.nextInt(3));
            }
            HttpResponse<String> answer = send(request.build());
            assertThat(answer.statusCode()).as(body).isLessThan(500);
            check(path, "POST", answer);
        }
    }

    @Test
    void describesWhatAWebhookIsAnswered() throws Exception {
        HttpResponse<String> unknown =
                send(request("/v1/webhooks/none").POST(BodyPublishers.ofString("{}")).build());
        HttpResponse<String> unsigned =
                send(request("/v1/webhooks/hub").POST(BodyPublishers.ofString("{}")).build());

        assertThat(unknown.statusCode()).isEqualTo(404);
        check("/v1/webhooks/{name}", "POST", unknown);
        assertThat(unsigned.statusCode()).isEqualTo(401);
        check("/v1/webhooks/{name}", "POST", unsigned);
    }

    private static void check(String path, String method, HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertThat(document.faults(path, method, answer.statusCode(), type, answer.body()))
                .as("%s %s: %d %s", method, path, answer.statusCode(), answer.body())
                .isEmpty();
    }

    private static String mutated(String body, Random random) {
        var text = new StringBuilder(body);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, (char) (' ' + random.nextInt(95)));
                case 2 -> text.setCharAt(at, "{}[]\",:0\\".charAt(random.nextInt(9)));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 8)));
            }
        }
        return text.toString();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
