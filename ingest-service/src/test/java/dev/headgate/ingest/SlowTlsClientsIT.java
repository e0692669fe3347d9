// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Slow clients of a port with TLS are ended as others are, and within a handshake, too. The time
 * that an idle connection has is longer than a test can wait: it ends none of these.
 */
class SlowTlsClientsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEAD =
            "POST /v1/events HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n";

    /** How a first message of TLS begins that is longer than what drips in a minute. */
    private static final String HELLO = "\u0016\u0003\u0001@\u0000\u0001\u0000?\u00fc";

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws Exception {
        OpenSsl.selfSigned(folder, "tls");
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.connections.receive-timeout", "PT0.5S");
        settings.put("ingest.connections.idle-timeout", "PT1H");
        settings.put("ingest.server.tls.certificate-file", folder.resolve("tls.crt").toString());
        settings.put("ingest.server.tls.private-key-file", folder.resolve("tls.key").toString());
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0016", HELLO})
    void endsAHandshakeThatStops(String begin) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send(begin.getBytes(ISO_8859_1));

            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void endsAHandshakeThatComesByteByByte() throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send(HELLO.getBytes(ISO_8859_1));

            assertThat(connection.dripsUntilEnded(PATIENCE)).isTrue();
        }
    }

    @Test
    void leavesAConnectionAloneThatIsSecureAndHasNothingToSay() throws Exception {
        try (TlsClient idle = connect()) {
            // Begun later, and ended already: the other's time has passed as well.
            endsAHandshakeThatStops("");

            assertThat(idle.post("late", "")).isEqualTo(202);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000000\r\n\r\n{\"type\":",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"ty"
            })
    void answers408WhenABodyStops(String rest) throws Exception {
        try (TlsClient client = connect()) {
            RawHttp connection = client.raw();
            connection.send((HEAD + rest).getBytes(ISO_8859_1));

            RawHttp.Answer answer = connection.answer();

            assertThat(answer.status()).as(answer.body()).isEqualTo(408);
            assertThat(answer.closes()).isTrue();
            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void endsAConnectionWhoseHeadStops() throws Exception {
        try (TlsClient client = connect()) {
            RawHttp connection = client.raw();
            connection.send(HEAD.getBytes(ISO_8859_1));

            assertThat(connection.isEnded()).isTrue();
        }
    }

    private static TlsClient connect() throws IOException, GeneralSecurityException {
        return TlsClient.connect(service.port(), folder.resolve("tls.crt"), null);
    }
}
