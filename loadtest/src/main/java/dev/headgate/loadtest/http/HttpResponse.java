// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Reads one HTTP/1.1 response out of an array of bytes, in place: a reading leaves its results in
 * the object until the next one. Owned by one loop.
 *
 * <p>It reads what servers answer to a POST: a body with a length, a chunked one, or one that ends
 * with the connection; interim 1xx answers are passed over. Names of headers are compared without
 * regard to case, without making texts of them.
 */
final class HttpResponse {

    /** What a reading came to. */
    enum Reading {
        Incomplete,
        Complete,
        /** Complete when the connection ends. */
        UntilClose,
        Malformed
    }

    private static final int HEAD_BYTES_MAX = 64 * 1024;
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] RETRY_AFTER = ascii("retry-after");
    private static final byte[] CHUNKED = ascii("chunked");
    private static final byte[] CLOSE = ascii("close");

    private byte[] bytes = new byte[0];
    private int status;
    private int bodyStart;
    private int bodyEnd;
    private int end;
    private long contentLength;
    private boolean chunked;
    private boolean close;
    private int retryAfterSeconds;

    /** Reads the response that begins at an offset. A chunked body is joined within the array. */
    Reading read(byte[] from, int offset, int limit) {
        bytes = from;
        int start = offset;
        while (true) {
            int headEnd = headEnd(start, limit);
            if (headEnd < 0) {
                return limit - start > HEAD_BYTES_MAX ? Reading.Malformed : Reading.Incomplete;
            }
            if (!head(start, headEnd)) {
                return Reading.Malformed;
            }
            if (status >= 200) {
                return body(headEnd, limit);
            }
            start = headEnd;
        }
    }

    int status() {
        return status;
    }

    byte[] array() {
        return bytes;
    }

    int bodyStart() {
        return bodyStart;
    }

    int bodyEnd() {
        return bodyEnd;
    }

    /** Where the next response begins. */
    int end() {
        return end;
    }

    /** Whether the server closes the connection after it. */
    boolean close() {
        return close;
    }

    /** Seconds to wait before a repeat; 0 if the server does not say. */
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    private Reading body(int start, int limit) {
        bodyStart = start;
        if (status == 204 || status == 304) {
            bodyEnd = start;
            end = start;
            return Reading.Complete;
        }
        if (chunked) {
            return chunks(start, limit);
        }
        if (contentLength < 0) {
            bodyEnd = limit;
            end = limit;
            close = true;
            return Reading.UntilClose;
        }
        if (limit - start < contentLength) {
            return Reading.Incomplete;
        }
        bodyEnd = start + (int) contentLength;
        end = bodyEnd;
        return Reading.Complete;
    }

    /** Checks that all chunks are there before it moves any, since a reading may come again. */
    private Reading chunks(int start, int limit) {
        int at = start;
        while (true) {
            int lineEnd = lineEnd(at, limit);
            if (lineEnd < 0) {
                return Reading.Incomplete;
            }
            int size = hexadecimal(at, lineEnd);
            if (size < 0) {
                return Reading.Malformed;
            }
            at = lineEnd + 2;
            if (size == 0) {
                break;
            }
            if (limit - at < size + 2) {
                return Reading.Incomplete;
            }
            at += size + 2;
        }
        int trailer = lineEnd(at, limit);
        while (trailer > at) {
            at = trailer + 2;
            trailer = lineEnd(at, limit);
        }
        if (trailer < 0) {
            return Reading.Incomplete;
        }
        end = trailer + 2;
        bodyEnd = joined(start);
        return Reading.Complete;
    }

    private int joined(int start) {
        int to = start;
        int at = start;
        while (true) {
            int lineEnd = lineEnd(at, bytes.length);
            int size = hexadecimal(at, lineEnd);
            if (size == 0) {
                return to;
            }
            System.arraycopy(bytes, lineEnd + 2, bytes, to, size);
            to += size;
            at = lineEnd + 2 + size + 2;
        }
    }

    /** Index after the blank line, or -1. */
    private int headEnd(int start, int limit) {
        for (int i = start + 3; i < limit; i++) {
            if (bytes[i] == '\n'
                    && bytes[i - 1] == '\r'
                    && bytes[i - 2] == '\n'
                    && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean head(int start, int headEnd) {
        contentLength = -1;
        chunked = false;
        retryAfterSeconds = 0;
        int lineEnd = lineEnd(start, headEnd);
        boolean one = lineEnd - start >= 12 && bytes[start] == 'H' && bytes[start + 5] == '1';
        status = one ? (int) decimal(start + 9, start + 12) : -1;
        if (status < 100) {
            return false;
        }
        // HTTP/1.0 closes unless it says otherwise.
        close = bytes[start + 7] == '0';
        int line = lineEnd + 2;
        while (line < headEnd - 2) {
            int to = lineEnd(line, headEnd);
            if (!header(line, to)) {
                return false;
            }
            line = to + 2;
        }
        return true;
    }

    private boolean header(int from, int to) {
        if (named(CONTENT_LENGTH, from, to)) {
            contentLength = decimal(value(CONTENT_LENGTH, from), to);
            return contentLength >= 0 && contentLength <= Integer.MAX_VALUE - 8;
        }
        if (named(TRANSFER_ENCODING, from, to)) {
            chunked = equalsIgnoreCase(CHUNKED, value(TRANSFER_ENCODING, from), to);
            return chunked;
        }
        if (named(CONNECTION, from, to)) {
            close |= equalsIgnoreCase(CLOSE, value(CONNECTION, from), to);
        } else if (named(RETRY_AFTER, from, to)) {
            // A date, which no ingest service sends, counts as silence.
            retryAfterSeconds = Math.clamp(decimal(value(RETRY_AFTER, from), to), 0, 3600);
        }
        return true;
    }

    private boolean named(byte[] name, int from, int to) {
        return to - from > name.length
                && bytes[from + name.length] == ':'
                && equalsIgnoreCase(name, from, from + name.length);
    }

    private int value(byte[] name, int from) {
        int at = from + name.length + 1;
        while (bytes[at] == ' ' || bytes[at] == '\t') {
            at++;
        }
        return at;
    }

    private boolean equalsIgnoreCase(byte[] lower, int from, int to) {
        if (to - from != lower.length) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            int given = bytes[from + i];
            if ((given >= 'A' && given <= 'Z' ? given + 32 : given) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private int lineEnd(int from, int limit) {
        for (int i = from; i + 1 < limit; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private long decimal(int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || value > Integer.MAX_VALUE) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return from == to ? -1 : value;
    }

    /** The size of a chunk; an extension after a semicolon is passed over. */
    private int hexadecimal(int from, int to) {
        long value = 0;
        int i = from;
        while (i < to && bytes[i] != ';' && bytes[i] != ' ') {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0 || value > Integer.MAX_VALUE >> 4) {
                return -1;
            }
            value = value * 16 + digit;
            i++;
        }
        return i == from || value > Integer.MAX_VALUE / 2 ? -1 : (int) value;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
