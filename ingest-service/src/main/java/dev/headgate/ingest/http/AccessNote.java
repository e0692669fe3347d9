// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.caller.Caller;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a request only while it is worked on, for its line in the access log. */
final class AccessNote {

    private @Nullable String caller;
    private @Nullable String problem;
    private final Map<String, Integer> outcomes = new TreeMap<>();

    @Nullable String caller() {
        return caller;
    }

    @Nullable String problem() {
        return problem;
    }

    /** How many events had which outcome. */
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    /** The notes of requests; nobody's where there is no access log. */
    static final class Book {

        private final boolean kept;

        Book(boolean kept) {
            this.kept = kept;
        }

        void caller(ServerRequest request, Caller caller) {
            if (kept && caller.known()) {
                of(request).ifPresent(note -> note.caller = caller.name());
            }
        }

        void problem(ServerRequest request, ProblemType type) {
            if (kept) {
                of(request).ifPresent(note -> note.problem = type.slug());
            }
        }

        void results(ServerRequest request, List<ItemResult> results) {
            if (kept) {
                of(request)
                        .ifPresent(note ->
                                results.forEach(result ->
                                        note.outcomes.merge(result.status(), 1, Integer::sum)));
            }
        }

        private static Optional<AccessNote> of(ServerRequest request) {
            return request.context().get(AccessNote.class);
        }
    }
}
