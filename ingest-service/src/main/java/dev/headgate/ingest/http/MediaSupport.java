// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which media types and encodings of bodies are taken: JSON in UTF-8, not compressed. */
final class MediaSupport {

    private static final String JSON = "application/json";
    private static final String CHARSET = "charset=";

    private MediaSupport() {}

    /** What is wrong with them. A request that does not say its type is taken as JSON. */
    static @Nullable Problem problem(ServerRequestHeaders headers) {
        if (headers.contains(HeaderNames.CONTENT_ENCODING)
                && !headers.get(HeaderNames.CONTENT_ENCODING).get().equalsIgnoreCase("identity")) {
            return Problem.of(
                    ProblemType.UNSUPPORTED_ENCODING, "send the body without Content-Encoding");
        }
        if (!headers.contains(HeaderNames.CONTENT_TYPE)) {
            return null;
        }
        String type = headers.get(HeaderNames.CONTENT_TYPE).get();
        if (type.equals(JSON) || isJson(type.toLowerCase(Locale.ROOT))) {
            return null;
        }
        return Problem.of(
                ProblemType.UNSUPPORTED_MEDIA_TYPE, "send application/json, encoded in UTF-8");
    }

    private static boolean isJson(String type) {
        String[] parts = type.split(";", -1);
        if (!parts[0].strip().equals(JSON)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith(CHARSET)
                    && !parameter.substring(CHARSET.length()).equals("utf-8")) {
                return false;
            }
        }
        return true;
    }
}
