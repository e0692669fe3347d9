// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;

/** Which of a client's attempts a request is, as far as the client says. */
enum ClientAttempt {
    /** The client says nothing of it, or nothing that can be read. */
    UNTOLD("untold"),
    FIRST("1"),
    SECOND("2"),
    THIRD("3"),
    FOURTH("4"),
    /** The fifth, or one after it. */
    LATER("5+");

    /** How often the client has sent the same before. */
    private static final HeaderName RETRIES = HeaderNames.create("X-Retry-Count");

    private static final int DIGITS_MAX = 9;

    private final String label;

    ClientAttempt(String label) {
        this.label = label;
    }

    /** What the metric calls it. */
    String label() {
        return label;
    }

    static ClientAttempt of(ServerRequestHeaders headers) {
        if (!headers.contains(RETRIES)) {
            return UNTOLD;
        }
        String text = headers.get(RETRIES).get();
        boolean number =
                !text.isEmpty()
                        && text.length() <= DIGITS_MAX
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) {
            return UNTOLD;
        }
        return switch (Integer.parseInt(text)) {
            case 0 -> FIRST;
            case 1 -> SECOND;
            case 2 -> THIRD;
            case 3 -> FOURTH;
            default -> LATER;
        };
    }
}
