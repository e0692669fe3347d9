// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Requests whose framing is good and whose bodies are what a seeded hand makes of good ones. */
final class FuzzedBodies {

    private static final List<String> GOOD =
            List.of(
                    "{\"id\":\"a-1\",\"type\":\"t\",\"key\":\"k\",\"data\":{\"n\":[1,2.5e3,null,\"é😀\"]}}",
                    "[{\"type\":\"t\",\"data\":1},{\"type\":\"u\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{}}]",
                    "{\"user_id\":\"u\",\"event_type\":\"t\",\"payload\":{\"a\":\"\\u00e9\\ud83d\\ude00\"}}",
                    "{\"type\":\"t\",\"data\":1}\n{\"type\":\"u\",\"data\":\"x\"}\r\n\n{\"type\":\"t\",\"data\":[]}\n",
                    "[]",
                    "{}",
                    "");
    private static final List<byte[]> NASTY =
            List.of(
                    bytes("\u0000"),
                    bytes("\\u0000"),
                    bytes("\\ud800"),
                    bytes("\\udc00\\ud800"),
                    bytes("\u00c0\u0080"),
                    bytes("\u00ed\u00a0\u0080"),
                    bytes("\u00f4\u0090\u0080\u0080"),
                    bytes("\u00ff\u00fe"),
                    bytes("\u00ef\u00bb\u00bf"),
                    bytes("1e999999999"),
                    bytes("-1e-999999999"),
                    bytes("9".repeat(3_000)),
                    bytes("[".repeat(5_000)),
                    bytes("{\"a\":".repeat(2_000)),
                    bytes("]".repeat(50)),
                    bytes("\"".repeat(3)),
                    bytes("\\"),
                    bytes("\n\n\n"),
                    bytes(",{\"type\":\"t\",\"data\":1}".repeat(1_100)),
                    bytes("\"id\":\"a-1\","),
                    bytes("\"type\":null,"));

    private final Random random;

    FuzzedBodies(Random random) {
        this.random = random;
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }

    /** A request: its path is of the two that take events. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Request(String path, byte[] message) {}

    Request next() {
        byte[] body = GOOD.get(random.nextInt(GOOD.size())).getBytes(UTF_8);
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            body = changed(body);
        }
        String path = random.nextInt(4) == 0 ? "/register_event" : "/v1/events";
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: test\r\n");
        head.append("Content-Type: application/")
                .append(random.nextInt(3) == 0 ? "x-ndjson" : "json")
                .append("\r\n");
        if (random.nextInt(3) == 0) {
            boolean gzip = random.nextBoolean();
            head.append("Content-Encoding: ").append(gzip ? "gzip" : "zstd").append("\r\n");
            body = gzip ? gzip(body) : Zstd.compress(body);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                body = changed(body);
            }
        }
        if (random.nextInt(8) == 0) {
            head.append("Idempotency-Key: a-").append(random.nextInt(3)).append("\r\n");
        }
        return new Request(path, random.nextInt(3) == 0 ? chunked(head, body) : whole(head, body));
    }

    private static byte[] whole(StringBuilder head, byte[] body) {
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return RawHttp.message(head.toString(), body);
    }

    private byte[] chunked(StringBuilder head, byte[] body) {
        var message = new ByteArrayOutputStream();
        message.writeBytes(bytes(head.append("Transfer-Encoding: chunked\r\n\r\n").toString()));
        for (int at = 0; at < body.length; ) {
            int size = Math.min(body.length - at, 1 + random.nextInt(2_000));
            message.writeBytes(bytes(Integer.toHexString(size) + "\r\n"));
            message.write(body, at, size);
            message.writeBytes(bytes("\r\n"));
            at += size;
        }
        message.writeBytes(bytes("0\r\n\r\n"));
        return message.toByteArray();
    }

    /** The bytes with one thing changed. */
    byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        byte[] before = Arrays.copyOf(bytes, at);
        byte[] after = Arrays.copyOfRange(bytes, at, bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> before;
            case 1 -> after;
            case 2 -> joined(before, NASTY.get(random.nextInt(NASTY.size())), after);
            case 3 -> joined(before, bytes("" + (char) random.nextInt(256)), after);
            case 4 -> joined(before, before, after);
            default -> {
                if (after.length > 0) {
                    after[0] ^= (byte) (1 << random.nextInt(8));
                }
                yield joined(before, after);
            }
        };
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] gzip(byte[] body) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
