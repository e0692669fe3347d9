// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A growing array of bytes for one body at a time. Owned by one thread. */
public final class BodyBuffer {

    /** Largest body that can be made: far above what a pipeline takes. */
    public static final int BYTES_MAX = 256 * 1024 * 1024;

    /** Most bytes that one UTF-16 code unit takes in JSON. */
    private static final int UNIT_BYTES_MAX = 6;

    private static final int NUMBER_BYTES_MAX = 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] LEAST_NUMBER = Long.toString(Long.MIN_VALUE).getBytes(US_ASCII);

    private byte[] bytes = new byte[4096];
    private int length;

    /** The array that holds the body, from 0 to {@link #length()}; only until the next change. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Makes the buffer empty. */
    public BodyBuffer clear() {
        length = 0;
        return this;
    }

    /** Appends bytes. */
    public BodyBuffer append(byte[] more) {
        return append(more, 0, more.length);
    }

    /** Appends a part of an array. */
    public BodyBuffer append(byte[] more, int offset, int count) {
        reserve(count);
        System.arraycopy(more, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends one byte. */
    public BodyBuffer append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Appends a whole number in decimal. */
    public BodyBuffer appendNumber(long number) {
        if (number < 0) {
            return number == Long.MIN_VALUE
                    ? append(LEAST_NUMBER)
                    : append('-').appendNumber(-number);
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return appendDigits(number, digits);
    }

    /** Appends the last so many digits of a number that is not negative, with leading zeros. */
    public BodyBuffer appendDigits(long number, int digits) {
        if (number < 0 || digits < 0 || digits > NUMBER_BYTES_MAX) {
            throw new IllegalArgumentException(digits + " digits of " + number);
        }
        reserve(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Appends a text as a JSON string, in quotes. */
    public BodyBuffer appendText(String text) {
        reserve(2L + (long) UNIT_BYTES_MAX * text.length());
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= 0x20 && unit < 0x80 && unit != '"' && unit != '\\') {
                put(unit);
            } else if (unit < 0x80) {
                putEscaped(unit);
            } else if (!Character.isSurrogate(unit)) {
                putEncoded(unit);
            } else if (i + 1 < text.length()
                    && Character.isSurrogatePair(unit, text.charAt(i + 1))) {
                putEncoded(text.codePointAt(i));
                i++;
            } else {
                putUnit(unit);
            }
        }
        put('"');
        return this;
    }

    /** The bytes as text; what is in the buffer has to be UTF-8. */
    public String text() {
        return new String(bytes, 0, length, UTF_8);
    }

    private void putEscaped(char unit) {
        switch (unit) {
            case '"', '\\' -> put('\\', unit);
            case '\n' -> put('\\', 'n');
            case '\r' -> put('\\', 'r');
            case '\t' -> put('\\', 't');
            default -> putUnit(unit);
        }
    }

    private void putUnit(char unit) {
        put('\\', 'u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[unit >> shift & 0xF];
        }
    }

    private void putEncoded(int codePoint) {
        if (codePoint < 0x800) {
            put(0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x1_0000) {
                put(0xE0 | codePoint >> 12);
            } else {
                put(0xF0 | codePoint >> 18);
                put(0x80 | ((codePoint >> 12) & 0x3F));
            }
            put(0x80 | ((codePoint >> 6) & 0x3F));
        }
        put(0x80 | (codePoint & 0x3F));
    }

    private void put(int first, int second) {
        put(first);
        put(second);
    }

    private void put(int one) {
        bytes[length++] = (byte) one;
    }

    private void reserve(long more) {
        if (more > bytes.length - length) {
            if (more > BYTES_MAX - length) {
                throw new IllegalArgumentException(
                        "a body would have more than "
                                + BYTES_MAX
                                + " bytes; make smaller batches");
            }
            int doubled = (int) Math.min(BYTES_MAX, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.max(doubled, length + (int) more));
        }
    }
}
