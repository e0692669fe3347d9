// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with TLS, which may know its callers by their certificates. */
class TlsIT {

    private static final String KEY = "hgk_tls_0123456789abcdef";

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws Exception {
        makeCertificates();
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Path callers =
                Files.writeString(
                        folder.resolve("callers.yaml"),
                        """
                        callers:
                          - {name: ledger, certificates: ["URI:spiffe://example.com/ledger"]}
                          - {name: named, certificates: ["DN:CN=named,O=Example"]}
                          - {name: dns, certificates: ["DNS:dns.example.com"]}
                          - {name: keyed, keys: [{sha256: %s}]}
                        """
                                .formatted(IngestFixture.keyHash(KEY)));
        Map<String, String> settings = settings("Optional");
        settings.put("ingest.callers.file", callers.toString());
        service = IngestService.start(IngestFixture.config(settings));
    }

    @AfterAll
    static void stop() {
        service.stop();
        kafka.close();
    }

    /** The authority and the first client are made as the page says. */
    private static void makeCertificates() throws IOException, InterruptedException {
        String page = Files.readString(Path.of("..", "docs", "callers.md"));
        int section = page.indexOf("## Client certificates");
        int begin = page.indexOf("```console\n", section) + "```console\n".length();
        String lines = page.substring(begin, page.indexOf("```", begin));
        OpenSsl.run(folder, lines.replaceAll("(?m)^\\$ ", ""));
        OpenSsl.run(
                folder,
                """
                client() {
                  openssl req -new -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj "$2" \
                    -addext "subjectAltName=$3" -keyout $1.key -out $1.csr
                  openssl x509 -req -days 2 -in $1.csr -CA $4.crt -CAkey $4.key \
                    -copy_extensions copyall -out $1.crt
                }
                openssl req -x509 -days 2 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
                  -subj "/CN=Clients of Headgate" -keyout false-ca.key -out false-ca.crt
                client stranger /O=Example/CN=ledger URI:spiffe://example.com/ledger false-ca
                client named /O=Example/CN=named DNS:other.example.com clients-ca
                client dns /O=Example/CN=other DNS:dns.example.com clients-ca
                client nobody /O=Example/CN=ledger DNS:ledger clients-ca
                """);
        OpenSsl.selfSigned(folder, "first");
        OpenSsl.selfSigned(folder, "second");
        OpenSsl.run(folder, "cat first.crt second.crt > service.crt");
        Files.copy(folder.resolve("first.crt"), folder.resolve("tls.crt"));
        Files.copy(folder.resolve("first.key"), folder.resolve("tls.key"));
    }

    private static Map<String, String> settings(String clientAuth) {
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.callers.reload-interval", "PT0.1S");
        settings.put("ingest.server.tls.certificate-file", file("tls.crt"));
        settings.put("ingest.server.tls.private-key-file", file("tls.key"));
        settings.put("ingest.server.tls.client-auth", clientAuth);
        settings.put("ingest.server.tls.client-trust-file", file("clients-ca.crt"));
        return settings;
    }

    @Test
    void knowsCallersByTheirCertificates() throws Exception {
        assertThat(post("ledger", "c-1", "")).isEqualTo(202);
        assertThat(post("named", "c-2", "")).isEqualTo(202);
        assertThat(post("dns", "c-3", "")).isEqualTo(202);
        assertThat(post("nobody", "c-4", "")).isEqualTo(401);
        assertThat(post(null, "c-5", "")).isEqualTo(401);
        assertThat(post(null, "c-6", "X-Api-Key: " + KEY + "\r\n")).isEqualTo(202);
        assertThat(post("ledger", "c-7", "X-Api-Key: " + KEY + "\r\n")).isEqualTo(202);
        assertThat(post("ledger", "c-8", "X-Api-Key: wrong\r\n")).isEqualTo(401);

        assertThat(sourceOf("c-1")).isEqualTo("ce_source=ledger");
        assertThat(sourceOf("c-2")).isEqualTo("ce_source=named");
        assertThat(sourceOf("c-3")).isEqualTo("ce_source=dns");
        assertThat(sourceOf("c-7")).isEqualTo("ce_source=keyed");
    }

    @Test
    void letsASenderOfTooMuchReadItsAnswer() throws Exception {
        byte[] tooMuch = new byte[1 << 25];
        String head =
                "POST /v1/events HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                        + "X-Api-Key: "
                        + KEY
                        + "\r\nContent-Length: "
                        + tooMuch.length
                        + "\r\n\r\n";
        try (TlsClient client =
                TlsClient.connect(service.port(), folder.resolve("tls.crt"), null)) {
            RawHttp connection = client.raw();
            connection.send(RawHttp.message(head, tooMuch));

            assertThat(connection.answer().status()).isEqualTo(413);
            assertThat(connection.endsCleanly()).isTrue();
        }
    }

    @Test
    void believesNoAuthorityOfTheSameName() {
        assertThatThrownBy(() -> post("stranger", "s-1", "")).isInstanceOf(IOException.class);
    }

    @Test
    void speaksNothingButTlsToClientsAndPlainHttpToManagers() throws Exception {
        try (TlsClient client = connect(service, "ledger")) {
            assertThat(client.protocol()).isEqualTo("TLSv1.3");
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(
                            http.send(
                                            request(service.managementPort(), "/observe/health"),
                                            BodyHandlers.discarding())
                                    .statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() ->
                            http.send(
                                    request(service.port(), "/get_status"),
                                    BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void exchangesItsCertificateAndCutsNoConnection() throws Exception {
        try (TlsClient open = connect(service, "ledger")) {
            assertThat(open.post("r-1", "")).isEqualTo(202);
            BigInteger first = open.serial();

            replace("second.crt", "tls.crt");
            replace("second.key", "tls.key");
            awaiting().until(() -> !serial().equals(first));
            assertThat(open.post("r-2", "")).isEqualTo(202);
            assertThat(post("ledger", "r-3", "")).isEqualTo(202);
        } finally {
            replace("first.crt", "tls.crt");
            replace("first.key", "tls.key");
        }
    }

    @Test
    void letsNobodyConnectWithoutACertificateIfOneIsRequired() throws Exception {
        IngestService strict = IngestService.start(IngestFixture.config(settings("Required")));
        try {
            try (TlsClient client = connect(strict, "nobody")) {
                assertThat(client.post("q-1", "")).isEqualTo(202);
            }
            assertThatThrownBy(
                            () -> {
                                try (TlsClient client = connect(strict, null)) {
                                    client.post("q-2", "");
                                }
                            })
                    .isInstanceOf(IOException.class);
        } finally {
            strict.stop();
        }
    }

    private static ConditionFactory awaiting() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }

    private static BigInteger serial() throws IOException, GeneralSecurityException {
        try (TlsClient client = connect(service, "ledger")) {
            return client.serial();
        }
    }

    private static int post(@Nullable String client, String id, String header)
            throws IOException, GeneralSecurityException {
        try (TlsClient connection = connect(service, client)) {
            return connection.post(id, header);
        }
    }

    /** Trusts both certificates of the service, of which either may be in force. */
    private static TlsClient connect(IngestService to, @Nullable String client)
            throws IOException, GeneralSecurityException {
        return TlsClient.connect(
                to.port(),
                folder.resolve("service.crt"),
                client == null ? null : folder.resolve(client));
    }

    private static void replace(String from, String to) throws IOException {
        Path next = folder.resolve("next");
        Files.copy(folder.resolve(from), next, StandardCopyOption.REPLACE_EXISTING);
        Files.move(next, folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sourceOf(String id) {
        return StoredRecords.headers(StoredRecords.only(kafka.bootstrapServers(), "orders", id))
                .stream()
                .filter(header -> header.startsWith("ce_source="))
                .findFirst()
                .orElseThrow();
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }
}
