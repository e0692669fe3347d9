// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.event.EventViolation;
import dev.headgate.ingest.http.IngestMetrics.BatchOutcome;
import dev.headgate.ingest.http.ItemResult.Stored;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sends answers: counts them, and closes connections while the service drains. */
final class AnswerSender {

    static final String PROBLEM_JSON = "application/problem+json";

    private static final Status MULTI_STATUS = Status.create(207, "Multi-Status");
    private static final Header JSON_TYPE =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header PROBLEM_TYPE =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, PROBLEM_JSON);
    private static final Header RETRY_AFTER =
            HeaderValues.createCached(HeaderNames.RETRY_AFTER, "1");

    private final IngestMetrics metrics;
    private final BooleanSupplier draining;
    private final AccessNote.Book notes;

    AnswerSender(IngestMetrics metrics, BooleanSupplier draining, AccessNote.Book notes) {
        this.metrics = metrics;
        this.draining = draining;
        this.notes = notes;
    }

    void problem(ServerRequest request, ServerResponse response, Problem problem) {
        metrics.answered(problem.type());
        notes.problem(request, problem.type());
        JsonBuffer json = ProblemWriter.write(problem, request.path().rawPath());
        problemHeaders(response, problem.type());
        if (problem.header() != null) {
            response.header(problem.header());
        }
        if (problem.closing()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        send(response, json);
    }

    void send(ServerRequest request, ServerResponse response, Answer answer) {
        switch (answer) {
            case Answer.Refused(Problem problem) -> problem(request, response, problem);
            case Answer.One(ItemResult result) -> {
                notes.results(request, List.of(result));
                one(request, response, result);
            }
            case Answer.Many(List<ItemResult> results) -> {
                notes.results(request, results);
                results(request, response, results);
            }
        }
    }

    private void one(ServerRequest request, ServerResponse response, ItemResult result) {
        switch (result) {
            case Stored stored -> {
                metrics.answeredStored();
                response.status(Status.ACCEPTED_202).header(JSON_TYPE);
                send(response, ResultWriter.one(stored));
            }
            case ItemResult.Invalid(String id, ProblemType type, List<EventViolation> violations) ->
                    problem(request, response, invalid(id, type, violations));
            case ItemResult.Retry(String id, ProblemType type, String detail) ->
                    problem(request, response, Problem.about(id, type, detail, List.of()));
            case ItemResult.Unknown(String id) ->
                    problem(
                            request,
                            response,
                            Problem.about(
                                    id,
                                    ProblemType.OUTCOME_UNKNOWN,
                                    ResultWriter.UNKNOWN_DETAIL,
                                    List.of()));
        }
    }

    private static Problem invalid(
            @Nullable String id, ProblemType type, List<EventViolation> violations) {
        String detail = violations.isEmpty() ? type.title() : violations.getFirst().detail();
        return Problem.about(id, type, detail, violations);
    }

    private void results(ServerRequest request, ServerResponse response, List<ItemResult> results) {
        switch (BatchVerdict.of(results)) {
            case BatchVerdict.AllStored _ -> {
                metrics.answeredStored();
                metrics.batch(BatchOutcome.STORED);
                response.status(Status.ACCEPTED_202).header(JSON_TYPE);
                send(response, ResultWriter.many(results));
            }
            case BatchVerdict.Mixed _ -> {
                metrics.answeredMixed();
                metrics.batch(BatchOutcome.MIXED);
                response.status(MULTI_STATUS).header(JSON_TYPE);
                send(response, ResultWriter.many(results));
            }
            case BatchVerdict.NoneStored(ProblemType type) -> {
                metrics.answered(type);
                metrics.batch(outcome(type));
                notes.problem(request, type);
                problemHeaders(response, type);
                JsonBuffer json = ProblemWriter.open(type, "see results", request.path().rawPath());
                ResultWriter.results(json.raw(","), results);
                send(response, json.raw("}\n"));
            }
        }
    }

    private static BatchOutcome outcome(ProblemType noneStored) {
        return switch (noneStored.status().family()) {
            case SERVER_ERROR ->
                    noneStored == ProblemType.OUTCOME_UNKNOWN
                            ? BatchOutcome.UNKNOWN
                            : BatchOutcome.RETRY;
            default -> BatchOutcome.INVALID;
        };
    }

    private static void problemHeaders(ServerResponse response, ProblemType type) {
        response.status(type.status()).header(PROBLEM_TYPE);
        switch (type) {
            case KAFKA_UNAVAILABLE,
                    TOPIC_MISSING,
                    TOPIC_GROWING,
                    OVERLOADED,
                    TOKEN_KEYS_UNAVAILABLE,
                    NOT_STORED ->
                    response.header(RETRY_AFTER);
            default -> {}
        }
    }

    private void send(ServerResponse response, JsonBuffer json) {
        if (draining.getAsBoolean()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        response.send(json.array(), 0, json.length());
    }
}
