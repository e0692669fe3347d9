// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.ingest.caller.InvalidFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading keys from a server that may be anything. */
class KeyUrlIT {

    @TempDir static Path folder;

    private static KeyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = KeyServer.start(folder, "{\"keys\": []}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void readsWhatTheTrustedServerHas() throws Exception {
        try (KeyUrl url = trusting("/keys")) {
            assertThat(new String(url.read(), UTF_8)).isEqualTo("{\"keys\": []}");
        }
    }

    @Test
    void believesNoServerWithAnotherCertificate() {
        try (var url = new KeyUrl(URI.create(server.url("/keys")), Duration.ofSeconds(30))) {
            assertThatThrownBy(url::read)
                    .isInstanceOf(InvalidFile.class)
                    .hasMessageStartingWith("cannot be read (SSLHandshakeException)");
        }
    }

    @Test
    void takesNoLargeBodyAndNoRedirect() throws Exception {
        try (KeyUrl large = trusting("/large");
                KeyUrl elsewhere = trusting("/elsewhere");
                KeyUrl missing = trusting("/nothing")) {
            assertThatThrownBy(large::read).hasMessageEndingWith("more than 262144 bytes");
            assertThatThrownBy(elsewhere::read).hasMessage("answered with status 302");
            assertThatThrownBy(missing::read).hasMessage("answered with status 404");
        }
    }

    @Test
    void waitsForNoBodyThatDoesNotEnd() throws Exception {
        try (var url = new KeyUrl(URI.create(server.url("/drip")), Duration.ofSeconds(1))) {
            url.trust(Files.readAllBytes(server.certificate()));
            assertThatThrownBy(url::read).hasMessage("did not answer within PT1S");
        }
    }

    private static KeyUrl trusting(String path) throws Exception {
        var url = new KeyUrl(URI.create(server.url(path)), Duration.ofSeconds(30));
        url.trust(Files.readAllBytes(server.certificate()));
        return url;
    }
}
