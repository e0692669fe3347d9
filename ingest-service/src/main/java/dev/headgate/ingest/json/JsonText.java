// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The text that stands between the quotes of an already scanned string. */
final class JsonText {

    private JsonText() {}

    static String decode(byte[] bytes, int start, int end) {
        var text = new StringBuilder(end - start);
        int plain = start;
        int at = start;
        while (at < end) {
            if (bytes[at] != '\\') {
                at++;
                continue;
            }
            text.append(new String(bytes, plain, at - plain, UTF_8));
            if (bytes[at + 1] == 'u') {
                text.append((char) Integer.parseInt(new String(bytes, at + 2, 4, UTF_8), 16));
                at += 6;
            } else {
                text.append(shortEscape(bytes[at + 1]));
                at += 2;
            }
            plain = at;
        }
        return text.append(new String(bytes, plain, end - plain, UTF_8)).toString();
    }

    private static char shortEscape(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) letter;
        };
    }
}
