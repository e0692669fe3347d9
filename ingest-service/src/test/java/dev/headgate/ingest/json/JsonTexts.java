// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Random;

/** Makes texts that are JSON, or nearly; the same for the same seed. */
final class JsonTexts {

    private static final String[] SCALARS = {
        "0",
        "-0",
        "1",
        "-12.50",
        "1e5",
        "1E-7",
        "0.0001",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\"",
        "\"\\u00e9\"",
        "\"é😀\"",
        "\"\\ud83d\\ude00\"",
        "\"\\\\\\\"\\/\\b\\f\\n\\r\\t\"",
        "1e400",
        "1e131071",
        "1e-16383",
        "9e-16384",
        "1e131072",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00x\"",
        "\"\\ud800\\ud800\""
    };
    private static final String[] KEYS = {"a", "b", "c", "\\u0061", "é", "", "a b", "\\n"};
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t\r"};
    private static final String NOISE = "{}[]:,\"\\0123456789.eE+-tfnu ax/*'\u0001";

    private final Random random;

    JsonTexts(Random random) {
        this.random = random;
    }

    /** Two of five are as they were made; the others have one to three random changes. */
    byte[] next() {
        var text = new StringBuilder();
        value(text, 4);
        byte[] bytes = text.toString().getBytes(UTF_8);
        int changes = random.nextInt(5) < 2 ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        byte[] noise = new byte[] {noise()};
        return switch (random.nextInt(3)) {
            case 0 -> joined(Arrays.copyOf(bytes, at), noise, tail(bytes, at));
            case 1 -> joined(Arrays.copyOf(bytes, at), noise, tail(bytes, at + 1));
            default -> joined(Arrays.copyOf(bytes, at), new byte[0], tail(bytes, at + 1));
        };
    }

    private byte noise() {
        return random.nextInt(8) == 0
                ? (byte) (0x80 + random.nextInt(0x80))
                : (byte) NOISE.charAt(random.nextInt(NOISE.length()));
    }

    private static byte[] tail(byte[] bytes, int from) {
        return from >= bytes.length ? new byte[0] : Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] joined(byte[] left, byte[] middle, byte[] right) {
        byte[] all = Arrays.copyOf(left, left.length + middle.length + right.length);
        System.arraycopy(middle, 0, all, left.length, middle.length);
        System.arraycopy(right, 0, all, left.length + middle.length, right.length);
        return all;
    }

    private void value(StringBuilder text, int depth) {
        space(text);
        int kind = depth == 0 ? 0 : random.nextInt(4);
        if (kind == 2) {
            object(text, depth);
        } else if (kind == 3) {
            array(text, depth);
        } else {
            text.append(any(SCALARS));
        }
        space(text);
    }

    private void object(StringBuilder text, int depth) {
        text.append('{');
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            text.append(i == 0 ? "" : ",");
            space(text);
            text.append('"').append(any(KEYS)).append('"');
            space(text);
            text.append(':');
            value(text, depth - 1);
        }
        space(text);
        text.append('}');
    }

    private void array(StringBuilder text, int depth) {
        text.append('[');
        int items = random.nextInt(4);
        for (int i = 0; i < items; i++) {
            text.append(i == 0 ? "" : ",");
            value(text, depth - 1);
        }
        space(text);
        text.append(']');
    }

    private void space(StringBuilder text) {
        text.append(any(SPACES));
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
