// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.caller.Caller;
import dev.headgate.ingest.caller.Identification;
import dev.headgate.ingest.caller.Refusal;
import dev.headgate.ingest.event.BodyFormat;
import dev.headgate.ingest.event.BodyReading;
import dev.headgate.ingest.event.EventForm;
import dev.headgate.ingest.event.EventViolation;
import dev.headgate.ingest.event.ReceivedEvent;
import dev.headgate.ingest.http.EventDesk.Decision;
import dev.headgate.ingest.http.RequestBody.Reading;
import dev.headgate.ingest.kafka.KafkaGate;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes events: admits the request, reads it, has it delivered, and answers what became of each.
 * Runs on the connection's virtual thread; safe for use by all of them.
 */
final class EventsEndpoint {

    private final CallerDesk callers;
    private final KafkaGate gate;
    private final Admission admission;
    private final RequestBody bodies;
    private final RequestEvents reader;
    private final EventDesk desk;
    private final EventDelivery delivery;
    private final RefusedEvents refusals;
    private final AnswerSender answers;
    private final IngestMetrics metrics;
    private final AccessNote.Book notes;

    EventsEndpoint(
            EventPath path, AnswerSender answers, IngestMetrics metrics, AccessNote.Book notes) {
        this.callers = path.callers();
        this.gate = path.gate();
        this.admission = path.admission();
        this.bodies = path.bodies();
        this.reader = path.reader();
        this.desk = path.desk();
        this.delivery = path.delivery();
        this.refusals = path.refusals();
        this.answers = answers;
        this.metrics = metrics;
        this.notes = notes;
    }

    /**
     * What a request passes through.
     *
     * @param callers who posts
     * @param gate whether Kafka is there
     * @param admission what may be in flight
     * @param bodies reads bytes
     * @param reader reads events
     * @param desk decides
     * @param delivery sends and waits
     * @param refusals keeps what is refused
     */
    record EventPath(
            CallerDesk callers,
            KafkaGate gate,
            Admission admission,
            RequestBody bodies,
            RequestEvents reader,
            EventDesk desk,
            EventDelivery delivery,
            RefusedEvents refusals) {}

    void handle(ServerRequest request, ServerResponse response, EventForm form) {
        switch (callers.identify(request)) {
            case Identification.Refused(Refusal refusal) ->
                    answers.problem(request, response, callers.problem(refusal, request));
            case Identification.Known(Caller caller) -> {
                notes.caller(request, caller);
                known(request, response, caller, form);
            }
        }
    }

    private void known(
            ServerRequest request, ServerResponse response, Caller caller, EventForm form) {
        metrics.attempted(ClientAttempt.of(request.headers()));
        BodyHead head =
                OnInvalid.of(request) == null
                        ? new BodyHead.Refused(OnInvalid.problem())
                        : MediaSupport.of(form).head(request.headers());
        take(
                request,
                response,
                caller,
                head,
                (format, body, length, reservation) -> {
                    var received = new Received(request, caller, body, length);
                    return read(received, reader.read(received, format, form), reservation);
                });
    }

    /** What is made of a body. */
    @FunctionalInterface
    interface BodyUse {

        /** The answer to the request; the body is in the array's first bytes. */
        Answer use(BodyFormat format, byte[] body, int length, Admission.Reservation reservation);
    }

    /** Takes the request of a caller, if there is room for it. */
    void take(
            ServerRequest request,
            ServerResponse response,
            Caller caller,
            BodyHead head,
            BodyUse use) {
        switch (head) {
            case BodyHead.Refused(Problem problem) -> answers.problem(request, response, problem);
            case BodyHead.Taken taken -> {
                Problem refused = problem(request, caller);
                if (refused == null) {
                    enter(request, response, taken, use);
                } else {
                    answers.problem(request, response, refused);
                }
            }
        }
    }

    private @Nullable Problem problem(ServerRequest request, Caller caller) {
        Problem refused = bodies.lengthProblem(request);
        if (refused == null) {
            refused = gateProblem();
        }
        return refused == null ? callers.requestProblem(caller, request) : refused;
    }

    private void enter(
            ServerRequest request, ServerResponse response, BodyHead.Taken head, BodyUse use) {
        if (!admission.tryEnter()) {
            answers.problem(
                    request,
                    response,
                    Problem.of(ProblemType.OVERLOADED, "too many requests are in flight"));
            return;
        }
        try {
            admitted(request, response, head, use);
        } finally {
            admission.leave();
        }
    }

    private @Nullable Problem gateProblem() {
        KafkaGate.State state = gate.state();
        return state == KafkaGate.State.OPEN
                ? null
                : Problem.of(ProblemType.KAFKA_UNAVAILABLE, state.reason());
    }

    private void admitted(
            ServerRequest request, ServerResponse response, BodyHead.Taken head, BodyUse use) {
        Admission.Reservation reservation = admission.reservation();
        Answer answer;
        try {
            answer =
                    switch (bodies.read(request, head.coding(), reservation)) {
                        case Reading.Refused(Problem problem) -> new Answer.Refused(problem);
                        case Reading.Whole(byte[] body, int length) -> {
                            metrics.received(length);
                            yield use.use(head.format(), body, length, reservation);
                        }
                    };
        } finally {
            reservation.releaseUnlessHandedOver();
        }
        answers.send(request, response, answer);
    }

    /** A body, with whose it is. */
    @SuppressWarnings("ArrayRecordComponent") // A carrier on the hot path; never compared.
    record Received(ServerRequest request, Caller caller, byte[] body, int length) {

        EventRecords records() {
            return new EventRecords(body, TraceContext.of(request.headers()));
        }
    }

    private Answer read(Received received, BodyReading reading, Admission.Reservation reservation) {
        String idempotencyKey = IdempotencyKey.of(received.request().headers());
        return switch (reading) {
            case BodyReading.One(ReceivedEvent event) -> {
                Problem problem =
                        idempotencyKey == null
                                ? null
                                : IdempotencyKey.problem(idempotencyKey, event);
                yield problem == null
                        ? one(
                                received,
                                idempotencyKey == null ? event : event.withId(idempotencyKey),
                                reservation)
                        : new Answer.Refused(problem);
            }
            case BodyReading.Many(List<ReceivedEvent> events) ->
                    idempotencyKey == null
                            ? many(received, events, reservation)
                            : new Answer.Refused(
                                    Problem.of(
                                            ProblemType.IDEMPOTENCY_KEY,
                                            "Idempotency-Key is for a single event"));
            case BodyReading.Malformed malformed -> malformed(received, malformed);
            case BodyReading.NotEvents(EventViolation violation) ->
                    kept(received, Problem.of(ProblemType.INVALID_EVENT, violation));
            case BodyReading.TooMany(int max) ->
                    new Answer.Refused(
                            Problem.of(
                                    ProblemType.BATCH_TOO_LARGE,
                                    "a request has at most " + max + " events"));
        };
    }

    Answer malformed(Received received, BodyReading.Malformed malformed) {
        return kept(
                received,
                Problem.of(
                        ProblemType.MALFORMED_JSON,
                        "at byte " + malformed.position() + ": " + malformed.reason()));
    }

    private Answer kept(Received received, Problem problem) {
        refusals.keep(received, problem);
        return new Answer.Refused(problem);
    }

    /** Delivers a single event, if its caller may post one more. */
    Answer one(Received received, ReceivedEvent event, Admission.Reservation reservation) {
        Problem excess = eventsProblem(received, 1);
        if (excess != null) {
            return new Answer.Refused(excess);
        }
        List<Decision> decisions = List.of(desk.decide(event, received.body(), received.caller()));
        refusals.keep(received, List.of(event), decisions);
        return new Answer.One(
                counted(delivery.deliver(decisions, received.records(), reservation)).getFirst());
    }

    private Answer many(
            Received received, List<ReceivedEvent> events, Admission.Reservation reservation) {
        Problem excess = eventsProblem(received, events.size());
        if (excess != null) {
            return new Answer.Refused(excess);
        }
        OnInvalid onInvalid = OnInvalid.of(received.request());
        List<Decision> decided = desk.decide(events, received.body(), received.caller());
        refusals.keep(received, events, decided);
        List<Decision> decisions = onInvalid == null ? decided : onInvalid.applied(decided);
        return new Answer.Many(
                counted(delivery.deliver(decisions, received.records(), reservation)));
    }

    private @Nullable Problem eventsProblem(Received received, int events) {
        return callers.eventsProblem(
                received.caller(), received.request(), events, received.length());
    }

    private List<ItemResult> counted(List<ItemResult> results) {
        results.forEach(metrics::judged);
        return results;
    }
}
