// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;

/** Writes JSON into bytes; the caller keeps the grammar. Used by one thread. */
final class JsonBuffer {

    private static final HexFormat HEX = HexFormat.of();

    private byte[] bytes;
    private int length;

    JsonBuffer(int expectedBytes) {
        this.bytes = new byte[expectedBytes];
    }

    /** Appends ASCII as it is. */
    JsonBuffer raw(String ascii) {
        int more = ascii.length();
        reserve(more);
        byte[] text = ascii.getBytes(ISO_8859_1);
        System.arraycopy(text, 0, bytes, length, more);
        length += more;
        return this;
    }

    /** Appends a number. */
    JsonBuffer number(long value) {
        return raw(Long.toString(value));
    }

    /** Appends a string with quotes and escapes. */
    JsonBuffer string(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        reserve(utf8.length * 6 + 2);
        bytes[length++] = '"';
        for (byte next : utf8) {
            if (next == '"' || next == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = next;
            } else if (next >= 0 && next < 0x20) {
                raw("\\u00").raw(HEX.toHexDigits(next));
            } else {
                bytes[length++] = next;
            }
        }
        bytes[length++] = '"';
        return this;
    }

    /** Appends a member with a string, after a comma. */
    JsonBuffer member(String name, String value) {
        return raw(",\"").raw(name).raw("\":").string(value);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
