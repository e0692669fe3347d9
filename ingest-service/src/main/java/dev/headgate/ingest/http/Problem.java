// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.event.EventViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One RFC 9457 answer.
 *
 * @param id of the event that the request is about, so that it can be repeated with the same
 * @param closing whether the connection cannot go on, because a body is left unread
 */
record Problem(
        ProblemType type,
        String detail,
        List<EventViolation> violations,
        @Nullable String id,
        boolean closing) {

    static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), null, false);
    }

    static Problem of(ProblemType type, EventViolation violation) {
        return new Problem(type, violation.detail(), List.of(violation), null, false);
    }

    Problem thatCloses() {
        return new Problem(type, detail, violations, id, true);
    }
}
