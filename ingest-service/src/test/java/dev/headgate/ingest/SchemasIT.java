// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that holds events to schemas. */
class SchemasIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException, IOException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Path strict = write("strict.json", "{\"required\": [\"order\"]}");
        Path changing = write("changing.json", "{\"required\": [\"old\"]}");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.callers.reload-interval", "PT0.1S");
        schema(settings, 0, "order.*", strict, "Enforce");
        schema(settings, 1, "order.draft", strict, "Warn");
        schema(settings, 2, "order.note", strict, "Off");
        schema(settings, 3, "changing", changing, "Enforce");
        schema(settings, 4, "marker", write("marker.json", "false"), "Enforce");
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    @Test
    void refusesWhatBreaksItsSchema() throws Exception {
        HttpResponse<String> good = post(event("g-1", "order.made", "{\"order\":1}"));
        HttpResponse<String> bad = post(event("b-1", "order.made", "{\"ordre\":1}"));

        assertThat(good.statusCode()).isEqualTo(202);
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body())
                .contains("urn:headgate:problem:schema-violation")
                .contains("\"pointer\":\"/data\"")
                .contains("\"code\":\"schema-required\"");
        assertThat(stored()).contains("g-1").doesNotContain("b-1");
    }

    @Test
    void saysItOfTheItemsOfABatch() throws Exception {
        HttpResponse<String> some =
                post(
                        "["
                                + event("m-1", "order.made", "{\"order\":1}")
                                + ","
                                + event("m-2", "order.made", "[]")
                                + ","
                                + event("m-3", "order.made", "{}")
                                + "]");

        assertThat(some.statusCode()).isEqualTo(207);
        assertThat(some.body())
                .contains("\"code\":\"schema-violation\"")
                .contains("\"pointer\":\"/2/data\"");
        assertThat(stored()).contains("m-1", "m-2").doesNotContain("m-3");
    }

    @Test
    void takesWhatBreaksASchemaThatOnlyWarnsAndCountsIt() throws Exception {
        HttpResponse<String> warned = post(event("w-1", "order.draft", "{}"));
        HttpResponse<String> off = post(event("o-1", "order.note", "{}"));
        HttpResponse<String> free = post(event("x-1", "else", "{}"));

        assertThat(warned.statusCode()).isEqualTo(202);
        assertThat(off.statusCode()).isEqualTo(202);
        assertThat(free.statusCode()).isEqualTo(202);
        // Services of one process share their meters: the number says nothing.
        assertThat(metrics()).contains("headgate_ingest_schema_checks_total{outcome=\"warned\"");
    }

    @Test
    void takesAChangedSchemaAndKeepsTheOldOneInsteadOfABrokenOne() throws Exception {
        assertThat(post(event("c-1", "changing", "{\"new\":1}")).statusCode()).isEqualTo(422);

        write("changing.json", "{\"required\": [\"new\"]}");
        await().atMost(PATIENCE)
                .until(() -> post(event("c-2", "changing", "{\"new\":1}")).statusCode() == 202);

        write("changing.json", "{\"type\": \"nonsense\"}");
        awaitLookAtAllFiles();

        assertThat(post(event("c-3", "changing", "{\"old\":1}")).statusCode()).isEqualTo(422);
        assertThat(post(event("c-4", "changing", "{\"new\":1}")).statusCode()).isEqualTo(202);
    }

    /** One thread looks at all files in turn: what it found twice, it has been round between. */
    private static void awaitLookAtAllFiles() throws IOException {
        for (String wanted : List.of("one", "two")) {
            write("marker.json", "{\"required\": [\"%s\"]}".formatted(wanted));
            String data = "{\"%s\":1}".formatted(wanted);
            await().atMost(PATIENCE)
                    .until(() -> post(event("marker", "marker", data)).statusCode() == 202);
        }
    }

    private static void schema(
            Map<String, String> settings, int number, String type, Path file, String mode) {
        String at = "ingest.schemas." + number + ".";
        settings.put(at + "event-types.0", type);
        settings.put(at + "file", file.toString());
        settings.put(at + "mode", mode);
    }

    private static Path write(String name, String schema) throws IOException {
        Path next = Files.writeString(folder.resolve(name + ".next"), schema);
        return Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String event(String id, String type, String data) {
        return "{\"id\":\"%s\",\"type\":\"%s\",\"data\":%s}".formatted(id, type, data);
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(service.port(), "/v1/events"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String metrics() throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(uri(service.managementPort(), "/observe/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static List<String> stored() {
        return StoredRecords.ids(kafka.bootstrapServers(), "orders");
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
