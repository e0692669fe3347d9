// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.event.EventViolation;
import io.helidon.http.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One RFC 9457 answer.
 *
 * @param id of the event that the request is about, so that it can be repeated with the same
 * @param closing whether the connection cannot go on, because a body is left unread
 * @param header that says more to the client, such as when to come again
 */
record Problem(
        ProblemType type,
        String detail,
        List<EventViolation> violations,
        @Nullable String id,
        boolean closing,
        @Nullable Header header) {

    static Problem of(ProblemType type, String detail) {
        return about(null, type, detail, List.of());
    }

    static Problem about(
            @Nullable String id, ProblemType type, String detail, List<EventViolation> violations) {
        return new Problem(type, detail, violations, id, false, null);
    }

    static Problem of(ProblemType type, EventViolation violation) {
        return about(null, type, violation.detail(), List.of(violation));
    }

    Problem thatCloses() {
        return new Problem(type, detail, violations, id, true, header);
    }

    Problem with(Header more) {
        return new Problem(type, detail, violations, id, closing, more);
    }
}
