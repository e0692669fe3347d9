// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.embedded.EmbeddedKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trace of a request goes on in each record that is made from it. */
class TraceContextIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String SECRET = "hub secret 0123456789abcdef";

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        settings.put("ingest.webhooks.0.name", "hub");
        settings.put("ingest.webhooks.0.signature", "GitHub");
        settings.put("ingest.webhooks.0.secrets-file", secret.toString());
        settings.put("ingest.webhooks.0.event-type", "order.hub");
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    @Test
    void goesOnInEachRecord() throws Exception {
        post(
                at("/v1/events").header("traceparent", PARENT).header("tracestate", "a=1"),
                "{\"id\":\"single\",\"type\":\"t\",\"data\":1}");
        post(
                at("/v1/events")
                        .header("traceparent", PARENT)
                        .header("tracestate", "a=1")
                        .header("tracestate", "b=2"),
                "[{\"id\":\"b-1\",\"type\":\"t\",\"data\":1},{\"id\":\"b-2\",\"type\":\"t\",\"data\":1}]");
        post(
                at("/register_event").header("traceparent", PARENT),
                "{\"id\":\"simple\",\"event_type\":\"t\",\"user_id\":\"u\",\"payload\":1}");
        post(
                at("/v1/webhooks/hub")
                        .header("traceparent", PARENT)
                        .header("X-GitHub-Delivery", "hook")
                        .header("X-Hub-Signature-256", signature("{}")),
                "{}");

        assertThat(trace("single")).containsExactly("traceparent=" + PARENT, "tracestate=a=1");
        assertThat(trace("b-1")).containsExactly("traceparent=" + PARENT, "tracestate=a=1,b=2");
        assertThat(trace("b-2")).containsExactly("traceparent=" + PARENT, "tracestate=a=1,b=2");
        assertThat(trace("simple")).containsExactly("traceparent=" + PARENT);
        assertThat(trace("hook")).containsExactly("traceparent=" + PARENT);
    }

    @Test
    void isLeftOutIfItIsNotWellFormed() throws Exception {
        post(
                at("/v1/events").header("traceparent", "nonsense").header("tracestate", "a=1"),
                "{\"id\":\"w-1\",\"type\":\"t\",\"data\":1}");
        post(
                at("/v1/events").header("traceparent", PARENT).header("traceparent", PARENT),
                "{\"id\":\"w-2\",\"type\":\"t\",\"data\":1}");
        post(
                at("/v1/events").header("traceparent", PARENT).header("tracestate", "Nonsense"),
                "{\"id\":\"w-3\",\"type\":\"t\",\"data\":1}");
        post(
                at("/v1/events").header("tracestate", "a=1"),
                "{\"id\":\"w-4\",\"type\":\"t\",\"data\":1}");

        assertThat(trace("w-1")).isEmpty();
        assertThat(trace("w-2")).isEmpty();
        assertThat(trace("w-3")).containsExactly("traceparent=" + PARENT);
        assertThat(trace("w-4")).isEmpty();
    }

    private static HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    private static void post(HttpRequest.Builder request, String body) throws Exception {
        HttpResponse<String> answer =
                CLIENT.send(
                        request.POST(BodyPublishers.ofString(body)).build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static String signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    }

    private static List<String> trace(String id) {
        return StoredRecords.headers(StoredRecords.only(kafka.bootstrapServers(), "orders", id))
                .stream()
                .filter(header -> header.startsWith("trace"))
                .toList();
    }
}
