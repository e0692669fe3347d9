// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.event.BodyReader;
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

    private final KafkaGate gate;
    private final Admission admission;
    private final RequestBody bodies;
    private final BodyReader reader;
    private final EventDesk desk;
    private final EventDelivery delivery;
    private final AnswerSender answers;
    private final IngestMetrics metrics;

    EventsEndpoint(EventPath path, AnswerSender answers, IngestMetrics metrics) {
        this.gate = path.gate();
        this.admission = path.admission();
        this.bodies = path.bodies();
        this.reader = path.reader();
        this.desk = path.desk();
        this.delivery = path.delivery();
        this.answers = answers;
        this.metrics = metrics;
    }

    /**
     * What a request passes through.
     *
     * @param gate whether Kafka is there
     * @param admission what may be in flight
     * @param bodies reads bytes
     * @param reader reads events
     * @param desk decides
     * @param delivery sends and waits
     */
    record EventPath(
            KafkaGate gate,
            Admission admission,
            RequestBody bodies,
            BodyReader reader,
            EventDesk desk,
            EventDelivery delivery) {}

    void handle(ServerRequest request, ServerResponse response, EventForm form) {
        Problem refused = bodies.headerProblem(request);
        if (refused == null) {
            refused = gateProblem();
        }
        if (refused != null) {
            answers.problem(request, response, refused);
            return;
        }
        if (!admission.tryEnter()) {
            answers.problem(
                    request,
                    response,
                    Problem.of(ProblemType.OVERLOADED, "too many requests are in flight"));
            return;
        }
        try {
            admitted(request, response, form);
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

    private void admitted(ServerRequest request, ServerResponse response, EventForm form) {
        Admission.Reservation reservation = admission.reservation();
        Answer answer;
        try {
            answer =
                    switch (bodies.read(request, reservation)) {
                        case Reading.Refused(Problem problem) -> new Answer.Refused(problem);
                        case Reading.Whole(byte[] body, int length) ->
                                read(request, body, length, form, reservation);
                    };
        } finally {
            reservation.releaseUnlessHandedOver();
        }
        answers.send(request, response, answer);
    }

    private Answer read(
            ServerRequest request,
            byte[] body,
            int length,
            EventForm form,
            Admission.Reservation reservation) {
        metrics.received(length);
        String idempotencyKey = IdempotencyKey.of(request.headers());
        return switch (reader.read(body, length, form)) {
            case BodyReading.One(ReceivedEvent event) -> {
                Problem problem =
                        idempotencyKey == null
                                ? null
                                : IdempotencyKey.problem(idempotencyKey, event);
                yield problem == null
                        ? one(event, idempotencyKey, body, reservation)
                        : new Answer.Refused(problem);
            }
            case BodyReading.Many(List<ReceivedEvent> events) ->
                    idempotencyKey == null
                            ? new Answer.Many(
                                    counted(
                                            delivery.deliver(
                                                    desk.decide(events, body), body, reservation)))
                            : new Answer.Refused(
                                    Problem.of(
                                            ProblemType.IDEMPOTENCY_KEY,
                                            "Idempotency-Key is for a single event"));
            case BodyReading.Malformed(int position, String reason) ->
                    new Answer.Refused(
                            Problem.of(
                                    ProblemType.MALFORMED_JSON,
                                    "at byte " + position + ": " + reason));
            case BodyReading.NotEvents(EventViolation violation) ->
                    new Answer.Refused(Problem.of(ProblemType.INVALID_EVENT, violation));
            case BodyReading.TooMany(int max) ->
                    new Answer.Refused(
                            Problem.of(
                                    ProblemType.BATCH_TOO_LARGE,
                                    "a request has at most " + max + " events"));
        };
    }

    private Answer one(
            ReceivedEvent event,
            @Nullable String idempotencyKey,
            byte[] body,
            Admission.Reservation reservation) {
        ReceivedEvent named = idempotencyKey == null ? event : event.withId(idempotencyKey);
        List<Decision> decisions = List.of(desk.decide(named));
        return new Answer.One(counted(delivery.deliver(decisions, body, reservation)).getFirst());
    }

    private List<ItemResult> counted(List<ItemResult> results) {
        results.forEach(metrics::judged);
        return results;
    }
}
