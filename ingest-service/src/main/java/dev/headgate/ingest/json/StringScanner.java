// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Scans one string: escapes, UTF-8, and a hash for finding equal keys. Reused for each string. */
final class StringScanner {

    private final byte[] bytes;
    private int length;
    private int start;
    private int end;
    private int hash;
    private boolean escaped;
    private boolean nul;
    private boolean loneSurrogate;

    StringScanner(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    void endAt(int end) {
        length = end;
    }

    /** Scans from the opening quote; returns the offset behind the closing one. */
    int scan(int openingQuote) throws MalformedJson {
        start = openingQuote + 1;
        hash = 0;
        escaped = false;
        nul = false;
        loneSurrogate = false;
        int at = start;
        while (at < length) {
            int value = bytes[at];
            if (value == '"') {
                end = at;
                if (escaped) {
                    hash = hashOf(text().getBytes(UTF_8));
                }
                return at + 1;
            }
            if (value == '\\') {
                escaped = true;
                at = escape(at);
            } else if (value < 0) {
                at = multiByte(at);
            } else if (value < 0x20) {
                throw new MalformedJson(at, "a control character in a string must be escaped");
            } else {
                hash = 31 * hash + value;
                at++;
            }
        }
        throw new MalformedJson(length, "the JSON text ends inside a string");
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Hash over the UTF-8 bytes of the text, escapes resolved. */
    int hash() {
        return hash;
    }

    boolean escaped() {
        return escaped;
    }

    boolean hasNul() {
        return nul;
    }

    boolean hasLoneSurrogate() {
        return loneSurrogate;
    }

    /** The text, escapes resolved. */
    String text() {
        return escaped ? JsonText.decode(bytes, start, end) : plain();
    }

    private String plain() {
        return new String(bytes, start, end - start, UTF_8);
    }

    private static int hashOf(byte[] text) {
        int hash = 0;
        for (byte value : text) {
            hash = 31 * hash + value;
        }
        return hash;
    }

    private int escape(int backslash) throws MalformedJson {
        if (backslash + 1 >= length) {
            throw new MalformedJson(length, "the JSON text ends inside a string");
        }
        return switch (bytes[backslash + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> backslash + 2;
            case 'u' -> unicode(backslash);
            default -> throw new MalformedJson(backslash, "an escape that JSON does not have");
        };
    }

    private int unicode(int backslash) throws MalformedJson {
        int unit = hex(backslash + 2);
        int behind = backslash + 6;
        if (unit == 0) {
            nul = true;
        } else if (Character.isLowSurrogate((char) unit)) {
            loneSurrogate = true;
        } else if (Character.isHighSurrogate((char) unit)) {
            boolean another =
                    behind + 1 < length && bytes[behind] == '\\' && bytes[behind + 1] == 'u';
            if (another && Character.isLowSurrogate((char) hex(behind + 2))) {
                return behind + 6;
            }
            loneSurrogate = true;
        }
        return behind;
    }

    private int hex(int at) throws MalformedJson {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            if (i >= length) {
                throw new MalformedJson(length, "the JSON text ends inside a string");
            }
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                throw new MalformedJson(i, "\\u needs four hexadecimal digits");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Well-formed UTF-8 as in table 3-7 of the Unicode standard. */
    private int multiByte(int at) throws MalformedJson {
        int lead = bytes[at] & 0xFF;
        int more;
        int low = 0x80;
        int high = 0xBF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            more = 1;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            more = 2;
            low = lead == 0xE0 ? 0xA0 : low;
            high = lead == 0xED ? 0x9F : high;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            more = 3;
            low = lead == 0xF0 ? 0x90 : low;
            high = lead == 0xF4 ? 0x8F : high;
        } else {
            throw new MalformedJson(at, "invalid UTF-8");
        }
        hash = 31 * hash + bytes[at];
        for (int i = at + 1; i <= at + more; i++) {
            int next = i < length ? bytes[i] & 0xFF : -1;
            if (next < low || next > high) {
                throw new MalformedJson(Math.min(i, length), "invalid UTF-8");
            }
            hash = 31 * hash + bytes[i];
            low = 0x80;
            high = 0xBF;
        }
        return at + more + 1;
    }
}
