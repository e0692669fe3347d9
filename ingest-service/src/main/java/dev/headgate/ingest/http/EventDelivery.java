// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.growth.TopicGates;
import dev.headgate.ingest.http.EventDesk.Decision;
import dev.headgate.ingest.kafka.DeadlineWatch;
import dev.headgate.ingest.kafka.EventPublisher;
import dev.headgate.ingest.kafka.KafkaGate;
import dev.headgate.ingest.kafka.Publication;
import dev.headgate.ingest.kafka.SendOutcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends what was decided, in the order of the request, and waits for it until the deadline. Events
 * of a topic that is growing wait for it, within the same deadline and while there is room.
 */
final class EventDelivery {

    /** What is left of the deadline for Kafka's answer is one part of these. */
    private static final int DEADLINE_PARTS = 5;

    private static final String HELD_BACK =
            "events of this topic are held back for some seconds, so that each key keeps its order";

    private final EventPublisher publisher;
    private final KafkaGate gate;
    private final DeadlineWatch deadlines;
    private final TopicGates growth;
    private final Admission admission;
    private final InstantSource clock;
    private final long deadlineNanos;

    EventDelivery(IngestParts parts, InstantSource clock) {
        this.publisher = parts.publisher();
        this.gate = parts.gate();
        this.deadlines = parts.deadlines();
        this.growth = parts.growth();
        this.admission = parts.admission();
        this.clock = clock;
        this.deadlineNanos = parts.settings().answerDeadline().toNanos();
    }

    /** An event that found its topic's gate closed, and its number among those to be sent. */
    private record Held(int number, Decision.Send send) {}

    /**
     * Results in the order of the decisions. If anything is sent, the reservation is released with
     * the last outcome, however late.
     */
    List<ItemResult> deliver(
            List<Decision> decisions, EventRecords records, Admission.Reservation reservation) {
        int toSend = 0;
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Send) {
                toSend++;
            }
        }
        if (toSend == 0) {
            return results(decisions, new Publication(0, _ -> {}));
        }
        long started = System.nanoTime();
        reservation.handOver();
        var passage = new GatePassage(growth);
        var publication =
                new Publication(
                        toSend,
                        certain -> {
                            reservation.release();
                            passage.leave(certain);
                        });
        List<Held> held = send(decisions, records, publication, passage);
        if (!held.isEmpty()) {
            hold(passage, reservation, started);
            sendHeld(held, records, publication, passage);
        }
        if (!publication.await(started + deadlineNanos, deadlines) && held.isEmpty()) {
            gate.unanswered(started);
        }
        return results(decisions, publication);
    }

    private List<Held> send(
            List<Decision> decisions,
            EventRecords records,
            Publication publication,
            GatePassage passage) {
        long acceptedMs = clock.millis();
        List<Held> held = List.of();
        int number = 0;
        for (Decision decision : decisions) {
            if (!(decision instanceof Decision.Send send)) {
                continue;
            }
            if (passage.enter(send.topic().name())) {
                publisher.send(records.create(send, acceptedMs), publication, number++);
            } else {
                held = held.isEmpty() ? new ArrayList<>() : held;
                held.add(new Held(number++, send));
            }
        }
        return held;
    }

    private void hold(GatePassage passage, Admission.Reservation reservation, long started) {
        if (admission.tryHold(reservation)) {
            try {
                passage.awaitClosed(started + deadlineNanos - deadlineNanos / DEADLINE_PARTS);
            } finally {
                admission.endHold(reservation);
            }
        }
    }

    private void sendHeld(
            List<Held> held, EventRecords records, Publication publication, GatePassage passage) {
        long acceptedMs = clock.millis();
        for (Held each : held) {
            if (passage.enter(each.send().topic().name())) {
                publisher.send(records.create(each.send(), acceptedMs), publication, each.number());
            } else {
                publication.complete(each.number(), new SendOutcome.HeldBack());
            }
        }
    }

    private static List<ItemResult> results(List<Decision> decisions, Publication publication) {
        List<ItemResult> results = new ArrayList<>(decisions.size());
        int number = 0;
        for (Decision decision : decisions) {
            results.add(
                    switch (decision) {
                        case Decision.Send send -> result(send, publication.outcome(number++));
                        case Decision.SameAs(String id, int earlier) ->
                                repeated(id, results.get(earlier));
                        case Decision.Answer(ItemResult result) -> result;
                    });
        }
        return results;
    }

    private static ItemResult result(Decision.Send send, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Stored(int partition, long offset) ->
                    new ItemResult.Stored(send.id(), send.topic().name(), partition, offset, false);
            case SendOutcome.NotStored(String reason) ->
                    new ItemResult.Retry(send.id(), ProblemType.NOT_STORED, reason);
            case SendOutcome.HeldBack _ ->
                    new ItemResult.Retry(send.id(), ProblemType.TOPIC_GROWING, HELD_BACK);
            case SendOutcome.TooLarge _ ->
                    new ItemResult.Invalid(send.id(), ProblemType.EVENT_TOO_LARGE, List.of());
            case SendOutcome.Unknown _ -> new ItemResult.Unknown(send.id());
        };
    }

    private static ItemResult repeated(String id, ItemResult first) {
        return first instanceof ItemResult.Stored stored
                ? new ItemResult.Stored(
                        id, stored.topic(), stored.partition(), stored.offset(), true)
                : first;
    }
}
