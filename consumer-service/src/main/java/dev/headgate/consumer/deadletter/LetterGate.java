// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.deadletter.LetterFilter.InvalidFilter;
import dev.headgate.consumer.deadletter.LetterToken.Access;
import dev.headgate.consumer.landing.FailureClass;
import dev.headgate.consumer.landing.LandingFailure;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request for dead letters goes through: the token, a bound on how many there are at
 * once, so that health and metrics on the same port never wait for them, and problems for answers
 * where something is wrong.
 */
final class LetterGate {

    private static final Logger LOGGER = LoggerFactory.getLogger(LetterGate.class);

    private static final int REQUESTS_MAX = 4;
    private static final int BODY_BYTES_MAX = 4 << 20;
    private static final String RETRY_AFTER_SECONDS = "2";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private final LetterToken token;
    private final Semaphore permits = new Semaphore(REQUESTS_MAX);

    /** What a request is answered with. */
    @FunctionalInterface
    interface Work {
        /** Does what is asked for; problems are thrown. */
        Answer answer(ServerRequest request) throws InterruptedException;
    }

    /**
     * An answer that is no problem.
     *
     * @param status HTTP status
     * @param body what becomes the JSON
     * @param location where to look further; null if nowhere
     */
    record Answer(Status status, Object body, @Nullable String location) {

        static Answer ok(Object body) {
            return new Answer(Status.OK_200, body, null);
        }

        static Answer accepted(Object body, String location) {
            return new Answer(Status.ACCEPTED_202, body, location);
        }
    }

    LetterGate(LetterToken token) {
        this.token = token;
    }

    Handler guard(Work work) {
        return (request, response) -> {
            try {
                send(response, answer(work, request));
            } catch (LetterProblem e) {
                send(request, response, e);
            } catch (InvalidFilter e) {
                send(request, response, LetterProblem.invalid(String.valueOf(e.getMessage())));
            }
        };
    }

    private Answer answer(Work work, ServerRequest request) {
        open(request);
        if (!permits.tryAcquire()) {
            throw new LetterProblem(
                    LetterProblem.Type.OVERLOADED,
                    REQUESTS_MAX + " requests are being worked on; try again");
        }
        try {
            return work.answer(request);
        } catch (LetterProblem | InvalidFilter e) {
            throw e;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LetterProblem(LetterProblem.Type.OVERLOADED, "the consumer is being stopped");
        } catch (RuntimeException e) {
            throw failed(e);
        } finally {
            permits.release();
        }
    }

    private void open(ServerRequest request) {
        String authorization = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        switch (token.access(authorization)) {
            case Access.Open() -> {
                // Go on.
            }
            case Access.Wrong() ->
                    throw new LetterProblem(
                            LetterProblem.Type.UNAUTHORIZED,
                            "send Authorization: Bearer and the token");
            case Access.Closed(String why) ->
                    throw new LetterProblem(LetterProblem.Type.CLOSED, why);
        }
    }

    private static LetterProblem failed(RuntimeException thrown) {
        LandingFailure failure = LandingFailure.of(thrown);
        if (failure.isStatementTimeout()) {
            return new LetterProblem(
                    LetterProblem.Type.TOO_SLOW,
                    "PostgreSQL took too long; narrow the filter and try again");
        }
        if (failure.failureClass() == FailureClass.ENVIRONMENT) {
            return new LetterProblem(
                    LetterProblem.Type.DATABASE_UNAVAILABLE,
                    "nothing was changed, or nobody knows: look before you ask again");
        }
        LOGGER.atError()
                .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                .setCause(thrown)
                .log("a request for dead letters failed");
        return new LetterProblem(
                LetterProblem.Type.INTERNAL_ERROR, "the log of the consumer says more");
    }

    /** The whole body, if it is not too large. */
    static byte[] body(ServerRequest request) {
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                throw new LetterProblem(
                        LetterProblem.Type.BODY_TOO_LARGE,
                        "a body has at most " + BODY_BYTES_MAX + " bytes");
            }
            return body;
        } catch (IOException _) {
            throw LetterProblem.invalid("the body ended too early");
        }
    }

    private static void send(ServerResponse response, Answer answer) {
        response.status(answer.status())
                .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json"))
                .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
        if (answer.location() != null) {
            response.header(HeaderValues.create(HeaderNames.LOCATION, answer.location()));
        }
        response.send(json(answer.body()));
    }

    private static void send(ServerRequest request, ServerResponse response, LetterProblem e) {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", e.type().uri());
        problem.put("title", e.type().title());
        problem.put("status", e.type().status());
        problem.put("detail", e.detail());
        problem.put("instance", request.path().rawPath());
        response.status(Status.create(e.type().status()))
                .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/problem+json"))
                .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
        switch (e.type()) {
            case UNAUTHORIZED -> response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
            case OVERLOADED, DATABASE_UNAVAILABLE, TOO_SLOW ->
                    response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
            case INVALID_REQUEST,
                    CLOSED,
                    NOT_FOUND,
                    NOT_NOW,
                    BODY_TOO_LARGE,
                    UNFIT,
                    INTERNAL_ERROR -> {
                // Nothing more to say.
            }
        }
        if (!request.content().consumed()) {
            // What is left of a body is not read.
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        response.send(json(problem));
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every answer can be written as JSON", e);
        }
    }
}
