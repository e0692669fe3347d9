// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.event.EventViolation;
import java.util.List;

/** Writes problems as RFC 9457 says, with violations, and results for a batch. */
final class ProblemWriter {

    private ProblemWriter() {}

    static JsonBuffer write(Problem problem, String path) {
        JsonBuffer json = open(problem.type(), problem.detail(), path);
        if (problem.id() != null) {
            json.member("id", problem.id());
        }
        violations(json, problem.violations());
        return json.raw("}\n");
    }

    /** Everything but the closing brace. */
    static JsonBuffer open(ProblemType type, String detail, String path) {
        return new JsonBuffer(512)
                .raw("{\"type\":")
                .string(type.type())
                .member("title", type.title())
                .raw(",\"status\":")
                .number(type.status().code())
                .member("detail", detail)
                .member("instance", path);
    }

    static void violations(JsonBuffer json, List<EventViolation> violations) {
        if (violations.isEmpty()) {
            return;
        }
        json.raw(",\"violations\":[");
        for (int i = 0; i < violations.size(); i++) {
            EventViolation violation = violations.get(i);
            json.raw(i == 0 ? "{\"pointer\":" : ",{\"pointer\":").string(violation.pointer());
            json.member("code", violation.code()).member("detail", violation.detail());
            if (violation.suggestion() != null) {
                json.member("suggestion", violation.suggestion());
            }
            json.raw("}");
        }
        json.raw("]");
    }
}
