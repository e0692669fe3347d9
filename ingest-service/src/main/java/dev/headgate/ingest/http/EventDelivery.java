// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.http.EventDesk.Decision;
import dev.headgate.ingest.kafka.EventPublisher;
import dev.headgate.ingest.kafka.KafkaGate;
import dev.headgate.ingest.kafka.Publication;
import dev.headgate.ingest.kafka.SendOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Sends what was decided, in the order of the request, and waits for it until the deadline. */
final class EventDelivery {

    private final EventPublisher publisher;
    private final KafkaGate gate;
    private final EventRecords records;
    private final InstantSource clock;
    private final long deadlineNanos;

    EventDelivery(
            EventPublisher publisher,
            KafkaGate gate,
            EventRecords records,
            InstantSource clock,
            Duration answerDeadline) {
        this.publisher = publisher;
        this.gate = gate;
        this.records = records;
        this.clock = clock;
        this.deadlineNanos = answerDeadline.toNanos();
    }

    /**
     * Results in the order of the decisions. If anything is sent, the reservation is released with
     * the last outcome, however late.
     */
    List<ItemResult> deliver(
            List<Decision> decisions, byte[] body, Admission.Reservation reservation) {
        int toSend = 0;
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Send) {
                toSend++;
            }
        }
        if (toSend == 0) {
            return results(decisions, new Publication(0, () -> {}));
        }
        long started = System.nanoTime();
        reservation.handOver();
        var publication = new Publication(toSend, reservation::release);
        send(decisions, body, publication);
        if (!publication.await(started + deadlineNanos)) {
            gate.unanswered(started);
        }
        return results(decisions, publication);
    }

    private void send(List<Decision> decisions, byte[] body, Publication publication) {
        long acceptedMs = clock.millis();
        int number = 0;
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Send send) {
                publisher.send(records.create(send, body, acceptedMs), publication, number++);
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
