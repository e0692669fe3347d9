// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER_AUDIT;
import static dev.headgate.tables.generated.Tables.EVENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The dead letters over HTTP: by whom, what, and what is refused. */
@ExtendWith(Servers.Shared.class)
class LettersApiIT {

    private static final String TOKEN = "0123456789abcdef-token";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path folder;

    @Test
    void showsMendsAndReplaysWhatTheServiceCouldNotLand(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 2);
                var api = start(rig)) {
            rig.sendEvents(0, 10);
            rig.send(0, Rig.envelope("bad-1"), "{broken");
            rig.send(1, Rig.envelope("bad-2"), "{broken as well");
            rig.flush();
            rig.awaitSettled();

            JsonNode causes = api.get("/causes", 200).path("causes");
            assertThat(causes).hasSize(1);
            assertThat(causes.path(0).path("letters").intValue()).isEqualTo(2);
            String cause = causes.path(0).path("cause").textValue();
            JsonNode first =
                    api.get("?cause=" + cause + "&event=bad-1", 200).path("letters").path(0);
            assertThat(first.path("eventType").textValue()).isEqualTo("order.created");
            assertThat(first.path("topic").textValue()).isEqualTo(rig.topic);
            long id = first.path("id").longValue();
            assertThat(api.get("/" + id, 200).path("content").path("text").textValue())
                    .isEqualTo("{broken");

            api.send(
                    "PUT",
                    "/" + id + "/patch",
                    "{\"value\": \"{\\\"mended\\\": true}\", \"reason\": \"a brace\"}",
                    200);
            JsonNode preview =
                    api.send("POST", "/replays", "{\"filter\": {}, \"dryRun\": true}", 200);
            assertThat(preview.path("selected").intValue()).isEqualTo(2);
            assertThat(preview.path("rehearsed").findValuesAsText("outcome"))
                    .containsExactlyInAnyOrder("Lands", "Fails");
            assertThat(rig.count(EVENT)).isEqualTo(10);

            long replay =
                    api.send("POST", "/replays", "{\"ids\": [" + id + "], \"rate\": 10}", 202)
                            .path("replay")
                            .path("id")
                            .longValue();
            await().atMost(Rig.PATIENCE)
                    .until(() ->
                            api.get("/replays/" + replay, 200)
                                    .path("state")
                                    .textValue()
                                    .equals("Done"));

            assertThat(rig.count(EVENT)).isEqualTo(11);
            JsonNode whole = api.get("/" + id, 200);
            assertThat(whole.path("letter").path("state").textValue()).isEqualTo("Landed");
            assertThat(whole.path("patch").path("content").path("text").textValue())
                    .isEqualTo("{\"mended\": true}");
            assertThat(whole.path("history").findValuesAsText("action"))
                    .containsExactly("Landed", "Requested", "Patched");
            assertThat(whole.path("history").path(2).path("actor").textValue()).isEqualTo("Anna");
            assertThat(api.get("/replays", 200).path("replays")).hasSize(1);

            api.send("POST", "/discards", "{\"filter\": {}, \"reason\": \"a test\"}", 200);
            assertThat(api.get("", 200).path("letters")).isEmpty();
            assertThat(api.get("?state=discarded", 200).path("letters")).hasSize(1);
            assertThat(api.send("DELETE", "/replays/" + replay, "", 409).path("detail").textValue())
                    .contains("has ended already: Done");
        }
    }

    @Test
    void answersOnlyToTheToken(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 1);
                var api = start(rig)) {
            var closed = rig.start();
            try {
                assertThat(api.ask(closed.managementPort(), "", TOKEN))
                        .satisfies(answer -> {
                            assertThat(answer.statusCode()).isEqualTo(403);
                            assertThat(answer.body()).contains("consumer.dead-letters.token-file");
                        });
            } finally {
                closed.stop();
            }
            int port = api.service.managementPort();
            for (String wrong : new String[] {"", "wrong", TOKEN + "x", TOKEN.substring(1)}) {
                assertThat(api.ask(port, "", wrong).statusCode()).as(wrong).isEqualTo(401);
                assertThat(api.ask(port, "/causes", wrong).statusCode()).isEqualTo(401);
            }
            assertThat(api.ask(port, "", TOKEN).statusCode()).isEqualTo(200);

            Files.writeString(api.file, "another-token-of-some-length\n");
            assertThat(api.ask(port, "", TOKEN).statusCode()).isEqualTo(401);
            assertThat(api.ask(port, "", "another-token-of-some-length").statusCode())
                    .isEqualTo(200);
            Files.writeString(api.file, "short");
            assertThat(api.ask(port, "", "short").statusCode()).isEqualTo(403);
            Files.delete(api.file);
            assertThat(api.ask(port, "", TOKEN).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void saysWhatIsWrongWithARequest(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 1);
                var api = start(rig)) {
            assertThat(api.get("?colour=red", 400).path("detail").textValue())
                    .startsWith("colour is no filter; there are [topic, ");
            assertThat(api.get("?since=today", 400).path("detail").textValue())
                    .isEqualTo("since must look like 2026-01-31T12:00:00Z, but is today");
            assertThat(api.get("/7", 404).path("type").textValue())
                    .isEqualTo("urn:headgate:problem:not-found");
            api.get("/7/else", 404);
            api.get("?limit=1001", 400);
            api.send("POST", "/replays", "{}", 400);
            api.send("POST", "/replays", "{\"ids\": [1, 2], \"filter\": {}}", 400);
            api.send("POST", "/replays", "{\"filter\": {}, \"speed\": 1}", 400);
            api.send("POST", "/replays", "no JSON", 400);
            assertThat(
                            api.send("POST", "/replays", "{\"filter\": {}}", 409)
                                    .path("detail")
                                    .textValue())
                    .isEqualTo("none of these letters is dead");
            api.send("POST", "/discards", "{\"filter\": {}}", 400);
            api.send("POST", "/replays", " ".repeat(5 << 20), 413);
            assertThat(rig.count(DEAD_LETTER_AUDIT)).isZero();
        }
    }

    @Test
    void pagesThroughManyByTheLastNumber(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 25);
                var api = start(scene.rig)) {
            JsonNode first = api.get("?limit=10", 200);
            JsonNode second = api.get("?limit=10&before=" + first.path("next"), 200);
            JsonNode third = api.get("?limit=10&before=" + second.path("next"), 200);

            assertThat(first.path("letters")).hasSize(10);
            assertThat(second.path("letters")).hasSize(10);
            assertThat(third.path("letters")).hasSize(5);
            assertThat(third.has("next")).isFalse();
            assertThat(api.get("?key=" + encoded("key 7"), 200).path("letters")).hasSize(1);
            assertThat(api.get("?text=" + encoded("\"id\":\"e7\""), 200).path("letters"))
                    .hasSize(1);
            assertThat(api.get("?text=AMOUNT", 200).path("letters")).hasSize(25);
            assertThat(api.get("?type=order.created&partition=0&class=Poison", 200).path("letters"))
                    .hasSize(25);
            assertThat(api.get("?until=2020-01-01T00:00:00Z", 200).path("letters")).isEmpty();
        }
    }

    /** Requests that hang in the database take no more than their own connections. */
    @Test
    void keepsHealthAliveWhileRequestsHang(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 5);
                var api = start(scene.rig);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var locked = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var lock =
                    threads.submit(() ->
                            scene.database.transaction(tx -> {
                                tx.execute(
                                        "LOCK TABLE {0}",
                                        dev.headgate.tables.generated.Tables.DEAD_LETTER_PATCH);
                                locked.countDown();
                                try {
                                    return release.await(4, java.util.concurrent.TimeUnit.SECONDS);
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            }));
            locked.await();
            var hanging = new java.util.ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < 12; i++) {
                hanging.add(
                        threads.submit(() ->
                                api.ask(api.service.managementPort(), "", TOKEN).statusCode()));
            }
            await().atMost(Rig.PATIENCE)
                    .until(() ->
                            hanging.stream().filter(java.util.concurrent.Future::isDone).count()
                                    >= 8);

            assertThat(api.health()).isEqualTo(200);
            release.countDown();
            lock.get();
            var statuses = new java.util.ArrayList<Integer>();
            for (var each : hanging) {
                statuses.add(each.get());
            }
            assertThat(statuses).containsOnly(200, 503).contains(200);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private Api start(Rig rig) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        return new Api(rig.start("consumer.dead-letters.token-file", file.toString()), file);
    }

    /** The API of a service at work. */
    private static final class Api implements AutoCloseable {
        final ConsumerService service;
        final Path file;
        private final HttpClient http = HttpClient.newHttpClient();

        Api(ConsumerService service, Path file) {
            this.service = service;
            this.file = file;
        }

        JsonNode get(String path, int status) throws IOException, InterruptedException {
            return send("GET", path, "", status);
        }

        JsonNode send(String method, String path, String body, int status)
                throws IOException, InterruptedException {
            var request =
                    HttpRequest.newBuilder(uri(service.managementPort(), path))
                            .header("Authorization", "Bearer " + TOKEN)
                            .header("X-Headgate-Actor", "Anna")
                            .method(method, BodyPublishers.ofString(body))
                            .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            return JSON.readTree(answer.body());
        }

        HttpResponse<String> ask(int port, String path, String token)
                throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(uri(port, path));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            return http.send(request.build(), BodyHandlers.ofString());
        }

        int health() throws IOException, InterruptedException {
            var uri =
                    URI.create(
                            "http://127.0.0.1:%d/observe/health/live"
                                    .formatted(service.managementPort()));
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .statusCode();
        }

        private static URI uri(int port, String path) {
            return URI.create("http://127.0.0.1:%d/dead-letters%s".formatted(port, path));
        }

        @Override
        public void close() {
            service.stop();
            http.close();
        }
    }
}
