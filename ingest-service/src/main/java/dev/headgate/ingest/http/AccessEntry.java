// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A line of the access log.
 *
 * @param time of the answer
 * @param path without the query
 * @param bodyBytes as they were announced; negative if they were not
 * @param remote the client's address; null if it is not to be told
 * @param trace that the request belongs to; null if it names none
 */
record AccessEntry(
        Instant time,
        String method,
        String path,
        int status,
        long bodyBytes,
        long nanos,
        @Nullable String remote,
        @Nullable TraceContext trace) {

    private static final int PATH_CHARS_MAX = 256;

    byte[] line(AccessNote note) {
        JsonBuffer json =
                new JsonBuffer(384)
                        .raw("{\"time\":")
                        .string(time.toString())
                        .member("method", method)
                        .member("path", shown(path))
                        .raw(",\"status\":")
                        .number(status);
        if (note.problem() != null) {
            json.member("problem", note.problem());
        }
        if (bodyBytes >= 0) {
            json.raw(",\"bodyBytes\":").number(bodyBytes);
        }
        json.raw(",\"micros\":").number(TimeUnit.NANOSECONDS.toMicros(nanos));
        note.outcomes()
                .forEach((outcome, count) -> json.raw(",\"").raw(outcome).raw("\":").number(count));
        if (note.caller() != null) {
            json.member("caller", note.caller());
        }
        if (remote != null) {
            json.member("remote", remote);
        }
        if (trace != null) {
            json.member("traceparent", trace.parent());
        }
        return json.raw("}\n").toBytes();
    }

    private static String shown(String path) {
        return path.length() > PATH_CHARS_MAX ? path.substring(0, PATH_CHARS_MAX) + "…" : path;
    }
}
