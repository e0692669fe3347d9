// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that are no HTTP as it should be, each with its answer. All are followed by a good request,
 * which must not be seen where nobody can know that it is one.
 */
class HttpShapesIT {

    private static final String EVENT = "{\"type\":\"t\",\"data\":1}";
    private static final String LENGTH = "Content-Length: " + EVENT.length() + "\r\n";
    private static final String GET = "GET /get_status HTTP/1.1\r\nHost: test\r\n";
    private static final String POST =
            "POST /v1/events HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n";

    /** More than the kernel takes for a reader that does not read. */
    private static final int TOO_MUCH = 1 << 24;

    private static final byte[] SMUGGLED =
            RawHttp.post("/v1/events", "{\"id\":\"smuggled\",\"type\":\"t\",\"data\":1}");
    private static final byte[] NEXT =
            RawHttp.post("/v1/events", "{\"id\":\"next\",\"type\":\"t\",\"data\":1}");

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;
    private static IngestService service;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException {
        kafka = EmbeddedKafka.start(folder, 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        settings.put("ingest.limits.event-bytes-max", "1024");
        settings.put("ingest.limits.body-bytes-max", "4096");
        settings.put("ingest.connections.idle-timeout", "PT2S");
        settings.put("ingest.connections.receive-timeout", "PT20S");
        service = IngestService.start(IngestFixture.config(settings));
    }

    /** Looks for what must not have been seen, too: once, since that takes a while. */
    @AfterAll
    static void stop() {
        List<String> stored = StoredRecords.ids(kafka.bootstrapServers(), "orders");
        service.stop();
        kafka.close();
        assertThat(stored).contains("next").doesNotContain("smuggled");
    }

    /**
     * What is sent, and what is answered.
     *
     * @param status 0 if the connection is closed without a word
     */
    record Shape(String name, String bytes, int status) {

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource({"firstLines", "headers", "lengths", "codings", "chunks"})
    void isRefusedAndEndsTheConnection(Shape shape) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send(RawHttp.message(shape.bytes(), SMUGGLED));

            if (shape.status() != 0) {
                RawHttp.Answer answer = connection.answer();
                assertThat(answer.status()).as(answer.body()).isEqualTo(shape.status());
                assertThat(answer.headers())
                        .containsEntry("content-type", "application/problem+json");
                assertThat(answer.closes()).isTrue();
            }
            assertThat(connection.isEnded()).as("ended, and nothing more was said").isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void isTakenAndKeepsTheConnection(Shape shape) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send(RawHttp.message(shape.bytes(), NEXT));

            RawHttp.Answer answer = connection.answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(shape.status());
            assertThat(connection.answer().status()).isEqualTo(202);
        }
    }

    @Test
    void readsNoRequestAfterOneThatSaysClose() throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send(
                    RawHttp.message(POST + LENGTH + "Connection: close\r\n\r\n" + EVENT, SMUGGLED));

            RawHttp.Answer answer = connection.answer();

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.closes()).isTrue();
            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void answers400WhenAHeadEndsEarly() throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send((POST + LENGTH).getBytes(ISO_8859_1));
            connection.endOutput();

            assertThat(connection.answer().status()).isEqualTo(400);
            assertThat(connection.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("refusedWhileBeingSent")
    void letsASenderOfTooMuchReadItsAnswer(Shape shape) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send(RawHttp.message(shape.bytes(), new byte[TOO_MUCH]));

            assertThat(connection.answer().status()).isEqualTo(shape.status());
            assertThat(connection.endsCleanly()).isTrue();
        }
    }

    static Stream<Shape> refusedWhileBeingSent() {
        String size = Integer.toHexString(TOO_MUCH);
        String length = "Content-Length: " + TOO_MUCH + "\r\n";
        return Stream.of(
                shape("a body", POST + length + "\r\n", 413),
                shape("a chunk", POST + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n", 413),
                shape("a body after a bad head", POST + length + "no header\r\n\r\n", 400));
    }

    private static Shape shape(String name, String bytes, int status) {
        return new Shape(name, bytes, status);
    }

    static Stream<Shape> firstLines() {
        String rest = " HTTP/1.1\r\nHost: test\r\n\r\n";
        return Stream.of(
                shape("one word", "GET\r\n\r\n", 400),
                shape("HTTP/0.9", "GET /get_status\r\n\r\n", 400),
                shape("HTTP/1.0", "GET /get_status HTTP/1.0\r\n\r\n", 505),
                shape("HTTP/1.2", "GET /get_status HTTP/1.2\r\nHost: test\r\n\r\n", 400),
                shape("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
                shape("TLS", "\u0016\u0003\u0001\u0000\u00c8" + "\u0001".repeat(200), 400),
                shape("lower case", "GET /get_status http/1.1\r\nHost: test\r\n\r\n", 400),
                shape("a line of 5,000 bytes", "GET /" + "a".repeat(5_000) + rest, 400),
                shape("two spaces", "GET  /get_status" + rest, 400),
                shape("a space at the end", "GET /get_status HTTP/1.1 \r\nHost: test\r\n\r\n", 400),
                shape("tabs", "GET\t/get_status\tHTTP/1.1\r\nHost: test\r\n\r\n", 400),
                shape("an empty line first", "\r\n" + GET + "\r\n", 400),
                shape("NUL in the method", "GE\u0000T /get_status" + rest, 400),
                shape("a method that is no token", "G(T /get_status" + rest, 400),
                shape("a method beyond ASCII", "G\u00c9T /get_status" + rest, 400),
                shape("NUL in the path", "GET /get\u0000status" + rest, 400),
                shape("a path that decodes to nothing", "GET /%zz" + rest, 400),
                shape("half a code", "GET /a%" + rest, 400),
                shape("a broken query", "GET /get_status?a=%zz" + rest, 400),
                shape("LF alone", "GET /get_status HTTP/1.1\nHost: test\n\n", 400),
                shape("CR alone", "GET /get_status HTTP/1.1\rHost: test\r\r", 400));
    }

    static Stream<Shape> headers() {
        return Stream.of(
                shape("LF inside", GET + "X: a\nY: b\r\n\r\n", 400),
                shape("CR inside", GET + "X: a\rY: b\r\n\r\n", 400),
                shape("NUL inside", GET + "X: a\u0000b\r\n\r\n", 400),
                shape("a control character", GET + "X: a\u000bb\r\n\r\n", 400),
                shape("a folded line", GET + "X: a\r\n b\r\n\r\n", 400),
                shape("a folded line that looks like a header", GET + "X: a\r\n b: c\r\n\r\n", 400),
                shape("a space before the colon", GET + "X : a\r\n\r\n", 400),
                shape("a space in the name", GET + "X Y: a\r\n\r\n", 400),
                shape("no colon", GET + "X\r\n\r\n", 400),
                shape("a name beyond ASCII", GET + "X\u00e9: a\r\n\r\n", 400),
                shape("no host", "GET /get_status HTTP/1.1\r\n\r\n", 400),
                shape("two hosts", GET + "Host: other\r\n\r\n", 400),
                shape("an empty host", "GET /get_status HTTP/1.1\r\nHost:\r\n\r\n", 400),
                shape("a host with a space", "GET /a HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
                shape("a host with a user", "GET /a HTTP/1.1\r\nHost: a@b\r\n\r\n", 400),
                shape("a port that is none", "GET /a HTTP/1.1\r\nHost: a:b\r\n\r\n", 400),
                shape("20,000 bytes", GET + "X: " + "a".repeat(20_000) + "\r\n\r\n", 400),
                shape("a name of 20,000", GET + "a".repeat(20_000) + ": b\r\n\r\n", 400),
                shape("5,000 headers", GET + "X-Y: z\r\n".repeat(5_000) + "\r\n", 400));
    }

    private static Shape length(String headers) {
        return shape(headers.strip(), POST + headers + "\r\n" + EVENT, 400);
    }

    static Stream<Shape> lengths() {
        return Stream.of(
                length("Content-Length: -1\r\n"),
                length("Content-Length: +21\r\n"),
                length("Content-Length: 0x15\r\n"),
                length("Content-Length: 21.0\r\n"),
                length("Content-Length: 2 1\r\n"),
                length("Content-Length: 21, 21\r\n"),
                length("Content-Length: \u000b21\r\n"),
                length("Content-Length:\r\n"),
                length("Content-Length : 21\r\n"),
                length("Content-Length: 99999999999999999999\r\n"),
                length(LENGTH + LENGTH),
                length(LENGTH + "Content-Length: 22\r\n"),
                shape("on GET", GET + "Content-Length: -5\r\n\r\n", 400),
                shape("none", POST + "\r\n" + EVENT, 411),
                shape("too much", POST + "Content-Length: 4097\r\n\r\n", 413),
                shape("2^63-1", POST + "Content-Length: 9223372036854775807\r\n\r\n", 413),
                shape("2^32+21", POST + "Content-Length: 4294967317\r\n\r\n" + EVENT, 413));
    }

    private static Shape coding(String headers, int status) {
        return shape(headers.strip(), POST + headers + "\r\n0\r\n\r\n", status);
    }

    static Stream<Shape> codings() {
        return Stream.of(
                coding("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400),
                coding("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 400),
                coding("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400),
                coding("Transfer-Encoding: chunked, chunked\r\n", 400),
                coding("Transfer-Encoding: xchunked\r\n", 400),
                coding("Transfer-Encoding: identity\r\n", 400),
                coding("Transfer-Encoding:\r\n", 400),
                coding("Transfer-Encoding: \u000bchunked\r\n", 400),
                coding("Transfer-Encoding : chunked\r\n", 400),
                coding("Transfer-Encoding: \"chunked\"\r\n", 400),
                coding("Transfer-Encoding: chunked;q=1\r\n", 400),
                coding("Transfer-Encoding: chunked, gzip\r\n", 400),
                coding("Transfer-Encoding: gzip, chunked\r\n", 501));
    }

    private static Shape chunk(String name, String body, int status) {
        return shape(name, POST + "Transfer-Encoding: chunked\r\n\r\n" + body, status);
    }

    static Stream<Shape> chunks() {
        String end = "\r\n" + EVENT + "\r\n0\r\n\r\n";
        return Stream.of(
                chunk("a size that is none", "xyz" + end, 400),
                chunk("an empty size", end, 400),
                chunk("a negative size", "-15" + end, 400),
                chunk("a size with a sign", "+15" + end, 400),
                chunk("a size with 0x", "0x15" + end, 400),
                chunk("a size after a space", " 15" + end, 400),
                chunk("a size before a space", "15 " + end, 400),
                chunk("a size of 17 digits", "10000000000000015" + end, 400),
                chunk("2^32-1", "ffffffff" + end, 413),
                chunk("2^31-1", "7fffffff" + end, 413),
                chunk("one byte too many", "1001" + end, 413),
                chunk("too short a chunk", "10" + end, 400),
                chunk("too long a chunk", "17" + end, 400),
                chunk("no line after the chunk", "15\r\n" + EVENT + "XX0\r\n\r\n", 400),
                chunk("LF alone", "15\n" + EVENT + "\n0\n\n", 400),
                chunk("LF in an extension", "15;a\nb" + end, 400),
                chunk("an extension of 10,000 bytes", "15;" + "a".repeat(10_000) + end, 400),
                chunk("a size without an end", "0".repeat(10_000), 400),
                chunk(
                        "20,000 bytes of trailers",
                        "15\r\n" + EVENT + "\r\n0\r\n" + "X: yz\r\n".repeat(3_000) + "\r\n",
                        400),
                shape(
                        "a broken chunk for nobody",
                        "POST /nothing HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\nzz"
                                + end,
                        404));
    }

    static Stream<Shape> unusual() {
        String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                shape(
                        "the whole address",
                        "GET http://test/get_status HTTP/1.1\r\nHost: test\r\n\r\n",
                        200),
                shape("an asterisk", "OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n", 404),
                shape("a tunnel", "CONNECT test:80 HTTP/1.1\r\nHost: test\r\n\r\n", 404),
                shape("TRACE", "TRACE /v1/events HTTP/1.1\r\nHost: test\r\n\r\n", 405),
                shape(
                        "a path upwards",
                        "GET /../../etc/passwd HTTP/1.1\r\nHost: test\r\n\r\n",
                        404),
                shape("line ends in a path", "GET /%0d%0aX:y HTTP/1.1\r\nHost: test\r\n\r\n", 404),
                shape("an upgrade", GET + "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200),
                shape(
                        "zeros before the length",
                        POST + "Content-Length: 00021\r\n\r\n" + EVENT,
                        202),
                shape("a body where none is wanted", GET + LENGTH + "\r\n" + EVENT, 200),
                shape(
                        "a body that nobody takes",
                        "POST /nothing HTTP/1.1\r\nHost: test\r\n" + LENGTH + "\r\n" + EVENT,
                        404),
                shape(
                        "capital letters",
                        POST + "Transfer-Encoding: CHUNKED\r\n\r\n15\r\n" + EVENT + "\r\n0\r\n\r\n",
                        202),
                shape("chunks", chunked + "15\r\n" + EVENT + "\r\n0\r\n\r\n", 202),
                shape(
                        "zeros before a size",
                        chunked + "0000015\r\n" + EVENT + "\r\n0\r\n\r\n",
                        202),
                shape("an extension", chunked + "15;a=\"b\"\r\n" + EVENT + "\r\n0;c\r\n\r\n", 202),
                shape(
                        "trailers",
                        chunked + "15\r\n" + EVENT + "\r\n0\r\nContent-Length: 5\r\nX: y\r\n\r\n",
                        202),
                shape(
                        "chunks of one byte",
                        chunked + EVENT.replaceAll("(?s).", "1\r\n$0\r\n") + "0\r\n\r\n",
                        202));
    }
}
