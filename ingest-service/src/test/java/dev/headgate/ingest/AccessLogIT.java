// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.embedded.EmbeddedKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process of its own writes on standard output about the requests that it gets. */
class AccessLogIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "hgk_shop_0123456789abcdef";
    private static final String WRONG_KEY = "hgk_wrong_0123456789abcdef";
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @TempDir Path folder;

    @Test
    void tellsOfEachRequestWithoutItsSecrets() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
            List<JsonNode> lines = lines(told(settings(kafka.bootstrapServers())));

            assertThat(lines).hasSize(4);
            JsonNode batch = lines.getFirst();
            assertThat(batch.path("method").asText()).isEqualTo("POST");
            assertThat(batch.path("path").asText()).isEqualTo("/v1/events");
            assertThat(batch.path("status").asInt()).isEqualTo(207);
            assertThat(batch.path("stored").asInt()).isEqualTo(2);
            assertThat(batch.path("invalid").asInt()).isEqualTo(1);
            assertThat(batch.path("caller").asText()).isEqualTo("shop");
            assertThat(batch.path("traceparent").asText()).isEqualTo(PARENT);
            assertThat(batch.path("remote").asText()).isEqualTo("127.0.0.1");
            assertThat(batch.path("bodyBytes").asInt()).isPositive();
            assertThat(batch.path("micros").asLong()).isPositive();
            assertThat(lines.get(1).path("problem").asText()).isEqualTo("unauthenticated");
            assertThat(lines.get(1).path("caller").isMissingNode()).isTrue();
            assertThat(lines.get(2).path("problem").asText()).isEqualTo("invalid-event");
            assertThat(lines.get(3).path("path").asText()).isEqualTo("/get_status");
            assertThat(lines.toString())
                    .doesNotContain(KEY, WRONG_KEY, "payload", "event-id", "q=");
        }
    }

    /** What the process wrote between its start and its end. */
    private String told(Map<String, String> settings) throws Exception {
        try (IngestProcess service = IngestProcess.start(folder, settings)) {
            String event = "{\"id\":\"event-id-%d\",\"type\":\"t\",\"data\":\"payload\"}";
            post(service, KEY, "[%s,%s,{}]".formatted(event.formatted(1), event.formatted(2)));
            post(service, WRONG_KEY, event.formatted(3));
            post(service, KEY, "{}");
            CLIENT.send(
                    HttpRequest.newBuilder(at(service, "/get_status?q=payload")).build(),
                    BodyHandlers.discarding());
            service.terminate();
            assertThat(service.awaitEnd()).as(service.output()).isZero();
            return service.output();
        }
    }

    private static void post(IngestProcess service, String key, String body) throws Exception {
        CLIENT.send(
                HttpRequest.newBuilder(at(service, "/v1/events?q=payload"))
                        .header("Authorization", "Bearer " + key)
                        .header("traceparent", PARENT)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.discarding());
    }

    private static URI at(IngestProcess service, String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }

    private Map<String, String> settings(String bootstrapServers) throws Exception {
        Path callers =
                Files.writeString(
                        folder.resolve("callers.yaml"),
                        """
                        callers:
                          - name: shop
                            keys: [{sha256: %s}]
                        """
                                .formatted(IngestFixture.keyHash(KEY)));
        Map<String, String> settings = IngestFixture.settings(bootstrapServers, "orders");
        settings.put("ingest.callers.file", callers.toString());
        settings.put("ingest.access-log.success-ratio", "1");
        settings.put("ingest.access-log.problems-per-second", "1000");
        settings.put("ingest.access-log.remote-addresses", "true");
        return settings;
    }

    private static List<JsonNode> lines(String output) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : output.lines().filter(text -> text.startsWith("{")).toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
