// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

/** Clients that send slowly, stop sending or send nothing are ended; others do not notice them. */
class SlowClientsIT {

    private static final int SLOW_CLIENTS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] GOOD =
            RawHttp.post("/v1/events", "{\"type\":\"t\",\"data\":{\"a\":1}}");
    private static final String HEAD =
            "POST /v1/events HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n";

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException {
        kafka = EmbeddedKafka.start(folder, 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.connections.receive-timeout", "PT0.5S");
        settings.put("ingest.connections.idle-timeout", "PT1S");
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000000\r\n\r\n",
                "Content-Length: 1000000\r\n\r\n{\"type\":",
                "Transfer-Encoding: chunked\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"ty"
            })
    void answers408WhenABodyStops(String rest) throws IOException {
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                var connection = new RawHttp(service.port());
                slow.add(connection);
                connection.send((HEAD + rest).getBytes(ISO_8859_1));
            }
            assertServes();

            for (RawHttp connection : slow) {
                RawHttp.Answer answer = connection.answer();
                assertThat(answer.status()).as(answer.body()).isEqualTo(408);
                assertThat(answer.body()).contains("urn:headgate:problem:body-too-slow");
                assertThat(answer.closes()).isTrue();
                assertThat(connection.isEnded()).isTrue();
            }
        } finally {
            for (RawHttp connection : slow) {
                connection.close();
            }
        }
        assertNothingInFlight();
        assertServes();
    }

    @Test
    void answers400WhenABodyEndsEarly() throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send((HEAD + "Content-Length: 10\r\n\r\n{").getBytes(ISO_8859_1));
            connection.endOutput();

            RawHttp.Answer answer = connection.answer();

            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.closes()).isTrue();
        }
        assertNothingInFlight();
    }

    @Test
    void endsABodyThatComesByteByByte() throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send((HEAD + "Content-Length: 1000000\r\n\r\n").getBytes(ISO_8859_1));

            assertThat(connection.dripsUntilEnded(PATIENCE)).isTrue();
        }
        assertNothingInFlight();
    }

    @ParameterizedTest
    @ValueSource(strings = {HEAD, HEAD + "X-Slow: ", "GET /get_status HTTP/1.1\r\n", "POST /v1/ev"})
    void closesAConnectionWhoseHeadComesByteByByte(String begin) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send(begin.getBytes(ISO_8859_1));
            assertServes();

            assertThat(connection.dripsUntilEnded(PATIENCE)).isTrue();
        }
        assertNothingInFlight();
        assertServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {HEAD, "POST /v1/ev", ""})
    void closesAConnectionThatStops(String begin) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send(begin.getBytes(ISO_8859_1));

            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void closesAConnectionThatHasBeenIdle() throws IOException {
        try (var connection = new RawHttp(service.port())) {
            assertThat(connection.exchange(GOOD).status()).isEqualTo(202);

            assertThat(connection.isEnded()).isTrue();
        }
    }

    private static void assertServes() throws IOException {
        try (var connection = new RawHttp(service.port())) {
            assertThat(connection.exchange(GOOD).status()).isEqualTo(202);
        }
    }

    private static void assertNothingInFlight() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(service.counts().inFlightRequests()).isZero();
                    assertThat(service.counts().inFlightBytes()).isZero();
                });
    }
}
