// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedKafka;
import dev.headgate.ingest.http.ProblemType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a seeded hand makes of good requests is always answered, never as a fault of the service,
 * and leaves nothing behind. The seed is printed; {@code -Dheadgate.fuzz.seed} and {@code
 * -Dheadgate.fuzz.requests} set it and how much is tried.
 */
class FuzzIT {

    private static final int REQUESTS = Integer.getInteger("headgate.fuzz.requests", 3_000);
    private static final byte[] GOOD =
            RawHttp.post("/v1/events", "{\"type\":\"t\",\"data\":{\"a\":1}}");
    private static final String HEAD =
            String.join(
                    "\r\n",
                    "POST /v1/events?onInvalid=rejectAll HTTP/1.1",
                    "Host: test:80",
                    "Content-Type: application/json; charset=utf-8",
                    "Accept: */*",
                    "User-Agent: fuzz/1.0 (a; b)",
                    "Expect: 100-continue",
                    "Idempotency-Key: \"a-1\"",
                    "Connection: keep-alive",
                    "");
    private static final String EVENT = "{\"type\":\"t\",\"data\":1}";

    /** Those of which the fault is not the service's. */
    private static final Set<Integer> EXPECTED =
            Stream.concat(
                            Stream.of(100, 200, 202, 207),
                            Stream.of(ProblemType.values()).map(type -> type.status().code()))
                    .filter(status -> status < 500 || status == 501 || status == 505)
                    .collect(Collectors.toSet());

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;
    private static OpenApiDocument document;

    private final Random random = seeded();

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException, IOException {
        kafka = EmbeddedKafka.start(folder, 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.topics.0.event-types.0", "t");
        settings.put("ingest.limits.event-bytes-max", "5000");
        settings.put("ingest.limits.body-bytes-max", "20000");
        service = IngestService.start(IngestFixture.config(settings));
        try (var connection = new RawHttp(service.port())) {
            document = OpenApiDocument.parse(connection.exchange(get("/openapi")).body());
        }
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    private static Random seeded() {
        long seed = Long.getLong("headgate.fuzz.seed", new Random().nextLong());
        System.out.println("-Dheadgate.fuzz.seed=" + seed);
        return new Random(seed);
    }

    @Test
    void answersEveryBodyAsDescribed() throws IOException {
        var bodies = new FuzzedBodies(random);
        var statuses = new TreeMap<Integer, Integer>();
        var connection = new RawHttp(service.port());
        try {
            for (int i = 0; i < REQUESTS; i++) {
                FuzzedBodies.Request request = bodies.next();
                RawHttp.Answer answer = connection.exchange(request.message());
                String sent = new String(request.message(), ISO_8859_1);
                assertThat(answer.status()).as(sent).isIn(EXPECTED);
                assertThat(document.statuses(request.path(), "post"))
                        .as(sent)
                        .contains(Integer.toString(answer.status()));
                statuses.merge(answer.status(), 1, Integer::sum);
                if (answer.closes()) {
                    assertThat(connection.isEnded()).as(sent).isTrue();
                    connection.close();
                    connection = new RawHttp(service.port());
                }
            }
        } finally {
            connection.close();
        }
        assertThat(statuses).containsKeys(202, 207, 400, 413, 422);
        assertServes();
    }

    @Test
    void answersOrEndsWhateverTheHead() throws IOException {
        var bodies = new FuzzedBodies(random);
        var statuses = new TreeMap<Integer, Integer>();
        for (int i = 0; i < REQUESTS; i++) {
            byte[] message = head();
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                message = bodies.changed(message);
            }
            String sent = new String(message, ISO_8859_1);
            try (var connection = new RawHttp(service.port())) {
                connection.send(message);
                connection.endOutput();
                Optional<RawHttp.Answer> answer = connection.answerOrEnd();
                for (int answers = 0; answer.isPresent(); answers++) {
                    assertThat(answer.get().status()).as(sent).isIn(EXPECTED);
                    assertThat(answers).as(sent).isLessThan(sent.length());
                    statuses.merge(answer.get().status(), 1, Integer::sum);
                    answer = connection.answerOrEnd();
                }
            }
        }
        assertThat(statuses).containsKeys(202, 400, 404);
        assertServes();
    }

    private byte[] head() {
        return switch (random.nextInt(4)) {
            case 0 -> get("/get_status");
            case 1 ->
                    RawHttp.message(
                            HEAD + "Transfer-Encoding: chunked\r\n\r\n",
                            ("15;a=b\r\n" + EVENT + "\r\n0\r\nX: y\r\n\r\n").getBytes(ISO_8859_1));
            default ->
                    RawHttp.message(
                            HEAD + "Content-Length: 21\r\n\r\n", EVENT.getBytes(ISO_8859_1));
        };
    }

    private static void assertServes() throws IOException {
        try (var connection = new RawHttp(service.port())) {
            assertThat(connection.exchange(GOOD).status()).isEqualTo(202);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    assertThat(service.counts().inFlightRequests()).isZero();
                    assertThat(service.counts().inFlightBytes()).isZero();
                });
    }

    private static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n").getBytes(ISO_8859_1);
    }
}
