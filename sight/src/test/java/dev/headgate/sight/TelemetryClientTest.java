// SPDX-License-Identifier: Apache-2.0
package dev.headgate.sight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.contract.telemetry.ConsumerTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Consumers that answer well, badly, late or not at all, asked over real connections. */
class TelemetryClientTest {

    private static final int CALLS_AT_A_TIME = 32;

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<HttpServer> servers = new ArrayList<>();
    private final TelemetryClient client = new TelemetryClient(Duration.ofSeconds(20));
    private final TelemetryClient impatient = new TelemetryClient(Duration.ofSeconds(2));

    @AfterEach
    void stop() {
        end.countDown();
        client.close();
        impatient.close();
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void tellsWhoSaidWhat() throws IOException {
        URI one = consumer(200, told(1, "one"));
        URI other = consumer(200, told(1, "other"));

        assertThat(client.ask(List.of(one, other)))
                .hasSize(2)
                .satisfies(told -> {
                    assertThat(told.get(one)).extracting("instance").isEqualTo("one");
                    assertThat(told.get(other)).extracting("processedRecords").isEqualTo(7L);
                });
    }

    @Test
    void aDocumentWithoutTheNewerFieldsIsTakenAndNobodyToldThem() throws IOException {
        URI old = consumer(200, told(1, "old"));

        assertThat(client.ask(List.of(old)).get(old))
                .extracting(
                        ConsumerTelemetry::unpublishedLetters, ConsumerTelemetry::replaysUnderWay)
                .containsExactly(null, null);
    }

    @Test
    void whoDoesNotAnswerAsItShouldHasNotAnswered() throws IOException {
        URI good = consumer(200, told(1, "good"));
        List<URI> asked =
                List.of(
                        consumer(503, told(1, "failing")),
                        consumer(200, told(2, "newer")),
                        consumer(200, "not JSON"),
                        consumer(200, told(1, "endless") + " ".repeat(5 << 20)),
                        URI.create("http://127.0.0.1:1"),
                        good);

        assertThat(client.ask(asked)).containsOnlyKeys(good);
    }

    @Test
    void thoseThatAreSilentKeepNobodyFromBeingAsked() throws IOException {
        List<URI> asked = new ArrayList<>(Collections.nCopies(CALLS_AT_A_TIME, silent()));
        URI good = consumer(200, told(1, "good"));
        asked.add(good);

        assertThat(impatient.ask(asked)).containsOnlyKeys(good);
    }

    private static String told(int version, String instance) {
        return """
        {"schemaVersion": %d, "namespace": "shop", "pipeline": "orders", "instance": "%s",
         "processStartedAt": "2026-03-01T10:00:00Z", "startedAt": "2026-03-01T10:00:00Z",
         "observedAt": "2026-03-01T10:00:00Z", "uptimeSeconds": 1.0, "writers": 4,
         "processedRecords": 7, "landedRecords": 7, "suppressedRecords": 0,
         "deadLetteredRecords": 0, "parkedRecords": 0, "transactions": 1, "busySeconds": 0.5,
         "laneSeconds": 0.5, "parkedNow": 0, "problems": [], "assignedPartitions": 0,
         "partitions": []}
        """
                .formatted(version, instance);
    }

    private URI consumer(int status, String body) throws IOException {
        HttpServer server = server();
        server.createContext(
                ConsumerTelemetry.PATH,
                exchange -> {
                    byte[] bytes = body.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(bytes);
                    }
                });
        return address(server);
    }

    private URI silent() throws IOException {
        HttpServer server = server();
        server.createContext(
                ConsumerTelemetry.PATH,
                _ -> {
                    try {
                        end.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
        return address(server);
    }

    private HttpServer server() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        servers.add(server);
        return server;
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
