// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The first line and the headers of an HTTP/1.1 message. */
record HttpHead(String start, List<Header> headers) {

    private static final int LINE_BYTES_MAX = 64 * 1024;
    private static final int HEADERS_MAX = 200;

    record Header(String name, String value) {}

    HttpHead {
        headers = List.copyOf(headers);
    }

    /** The next head of a connection; nothing if it ends here. */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        Optional<String> start = line(in);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        var headers = new ArrayList<Header>();
        for (String line = requiredLine(in); !line.isEmpty(); line = requiredLine(in)) {
            int colon = line.indexOf(':');
            if (colon < 0 || headers.size() == HEADERS_MAX) {
                throw new IOException("not the head of a message: " + start.get());
            }
            headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return Optional.of(new HttpHead(start.get(), headers));
    }

    static String requiredLine(InputStream in) throws IOException {
        return line(in).orElseThrow(EOFException::new);
    }

    private static Optional<String> line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            if (line.size() == LINE_BYTES_MAX) {
                throw new IOException("a line of a message is too long");
            }
            line.write(next);
        }
        return Optional.of(line.toString(ISO_8859_1).stripTrailing());
    }

    String method() {
        return part(0);
    }

    String target() {
        return part(1);
    }

    int status() {
        return Integer.parseInt(part(1));
    }

    private String part(int index) {
        return start.split(" ", -1)[index];
    }

    /** The value of a header; empty if it is not there. */
    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    boolean says(String name, String word) {
        return header(name).toLowerCase(Locale.ROOT).contains(word);
    }

    HttpHead without(String name) {
        return new HttpHead(
                start,
                headers.stream().filter(header -> !header.name().equalsIgnoreCase(name)).toList());
    }

    HttpHead with(String name, String value) {
        var changed = new ArrayList<>(without(name).headers());
        changed.add(new Header(name, value));
        return new HttpHead(start, changed);
    }

    byte[] bytes() {
        var text = new StringBuilder(start).append("\r\n");
        headers.forEach(header ->
                text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        return text.append("\r\n").toString().getBytes(ISO_8859_1);
    }
}
