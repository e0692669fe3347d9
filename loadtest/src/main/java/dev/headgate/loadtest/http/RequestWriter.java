// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.RequestHeader;
import dev.headgate.loadtest.workload.BodyBuffer;
import dev.headgate.loadtest.workload.Workload;
import java.net.URI;
import java.nio.ByteBuffer;

/** Writes whole requests into one direct buffer, which is used again. Owned by one loop. */
final class RequestWriter {

    private static final int LENGTH_DIGITS_MAX = 10;

    private final Workload workload;
    private final byte[] headBeforeLength;
    private final BodyBuffer body = new BodyBuffer();
    private final byte[] digits = new byte[LENGTH_DIGITS_MAX];
    private ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    RequestWriter(LoadPlan plan) {
        this.workload = plan.workload();
        this.headBeforeLength = head(plan).getBytes(ISO_8859_1);
    }

    /** The whole request, ready to be read; only until the next call. */
    ByteBuffer write(long request) {
        body.clear();
        workload.body(request, body);
        int bytes = headBeforeLength.length + LENGTH_DIGITS_MAX + 4 + body.length();
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(Math.max(bytes, 2 * buffer.capacity()));
        }
        buffer.clear();
        buffer.put(headBeforeLength);
        putLength(body.length());
        buffer.put((byte) '\r').put((byte) '\n').put((byte) '\r').put((byte) '\n');
        buffer.put(body.array(), 0, body.length());
        return buffer.flip();
    }

    private void putLength(int length) {
        int at = LENGTH_DIGITS_MAX;
        int rest = length;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        buffer.put(digits, at, LENGTH_DIGITS_MAX - at);
    }

    private static String head(LoadPlan plan) {
        URI target = plan.target();
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        var head = new StringBuilder();
        head.append("POST ").append(path).append(query).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(target.getRawAuthority()).append("\r\n");
        head.append("Content-Type: application/json\r\n");
        if (plan.workload().gzip()) {
            head.append("Content-Encoding: gzip\r\n");
        }
        for (RequestHeader header : plan.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return head.append("Content-Length: ").toString();
    }
}
