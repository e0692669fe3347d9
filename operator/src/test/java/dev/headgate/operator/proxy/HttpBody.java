// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What follows the head of an HTTP/1.1 message, however its end is marked. */
final class HttpBody {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int HEXADECIMAL = 16;

    private HttpBody() {}

    /** The whole body of a request, without the marks of chunks. */
    static byte[] whole(HttpHead head, InputStream in) throws IOException {
        if (!chunked(head)) {
            String length = head.header("Content-Length");
            return length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
        }
        var body = new ByteArrayOutputStream();
        for (int size = chunkSize(HttpHead.requiredLine(in));
                size > 0;
                size = chunkSize(HttpHead.requiredLine(in))) {
            body.write(in.readNBytes(size));
            HttpHead.requiredLine(in);
        }
        HttpHead.requiredLine(in);
        return body.toByteArray();
    }

    /** Passes the body of an answer on as it comes, bit by bit: that of a watch has no end. */
    static void pass(HttpHead head, InputStream in, OutputStream out) throws IOException {
        if (chunked(head)) {
            passChunks(in, out);
        } else if (!head.header("Content-Length").isEmpty()) {
            pass(Long.parseLong(head.header("Content-Length")), in, out);
        } else if (hasBody(head.status())) {
            passAll(in, out);
        }
    }

    /** Passes everything on until the end of the connection. */
    static void passAll(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
    }

    private static void passChunks(InputStream in, OutputStream out) throws IOException {
        int size;
        do {
            String line = HttpHead.requiredLine(in);
            size = chunkSize(line);
            out.write((line + "\r\n").getBytes(ISO_8859_1));
            pass(size, in, out);
            out.write((HttpHead.requiredLine(in) + "\r\n").getBytes(ISO_8859_1));
            out.flush();
        } while (size > 0);
    }

    private static void pass(long bytes, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = bytes;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, read);
            out.flush();
            left -= read;
        }
    }

    private static boolean chunked(HttpHead head) {
        return head.says("Transfer-Encoding", "chunked");
    }

    private static int chunkSize(String line) {
        return Integer.parseInt(line.split(";", -1)[0].strip(), HEXADECIMAL);
    }

    /** Whether an answer of this status has a body at all. */
    private static boolean hasBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }
}
