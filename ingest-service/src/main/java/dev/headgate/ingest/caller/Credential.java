// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;

/** What a request shows to say who posts. */
sealed interface Credential {

    HeaderName API_KEY = HeaderNames.create("X-Api-Key");

    int CHARS_MAX = 8_192;

    /**
     * A key or a token.
     *
     * @param bearer whether it stands where tokens do
     */
    record Shown(String text, boolean bearer) implements Credential {

        /** Whether it has the three parts of a JSON Web Token. */
        boolean isToken() {
            int first = text.indexOf('.');
            int last = text.lastIndexOf('.');
            return bearer && first >= 0 && first < last && text.indexOf('.', first + 1) == last;
        }

        @Override
        public String toString() {
            return "Shown[hidden]";
        }
    }

    /** Nothing that can be used. */
    record Unusable(Refusal refusal) implements Credential {}

    static Credential of(ServerRequestHeaders headers) {
        boolean key = headers.contains(API_KEY);
        boolean authorization = headers.contains(HeaderNames.AUTHORIZATION);
        if (!key && !authorization) {
            return new Unusable(Refusal.MISSING);
        }
        HeaderName name = key ? API_KEY : HeaderNames.AUTHORIZATION;
        if ((key && authorization) || headers.get(name).valueCount() > 1) {
            return new Unusable(Refusal.AMBIGUOUS);
        }
        String text = headers.get(name).get().strip();
        if (authorization) {
            String bearer = "Bearer ";
            if (!text.regionMatches(true, 0, bearer, 0, bearer.length())) {
                return new Unusable(Refusal.MALFORMED);
            }
            text = text.substring(bearer.length()).strip();
        }
        return text.isEmpty() || text.length() > CHARS_MAX
                ? new Unusable(Refusal.MALFORMED)
                : new Shown(text, authorization);
    }
}
