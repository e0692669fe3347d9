// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.caller.Caller;
import dev.headgate.ingest.caller.Refusal;
import dev.headgate.ingest.caller.webhook.Webhook;
import dev.headgate.ingest.caller.webhook.Webhooks;
import dev.headgate.ingest.event.BodyReading;
import dev.headgate.ingest.event.ReceivedEvent;
import dev.headgate.ingest.event.WebhookBody;
import dev.headgate.ingest.http.EventsEndpoint.Received;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/**
 * Takes webhooks: a request that was signed with the secret is one event, and its body the data.
 * What the signature covers is checked before anything of the body is looked at.
 */
final class WebhookEndpoint {

    private final Webhooks webhooks;
    private final CallerDesk callers;
    private final EventsEndpoint events;
    private final AnswerSender answers;
    private final WebhookBody bodies;

    WebhookEndpoint(
            Webhooks webhooks,
            CallerDesk callers,
            EventsEndpoint events,
            AnswerSender answers,
            WebhookBody bodies) {
        this.webhooks = webhooks;
        this.callers = callers;
        this.events = events;
        this.answers = answers;
        this.bodies = bodies;
    }

    void handle(ServerRequest request, ServerResponse response) {
        Optional<Webhook> webhook = webhooks.named(request.path().pathParameters().get("name"));
        if (webhook.isEmpty()) {
            answers.problem(
                    request,
                    response,
                    Problem.of(ProblemType.NOT_FOUND, "there is no webhook of this name"));
            return;
        }
        switch (webhook.get().claim(request.headers())) {
            case Webhook.Claim.Refused(Refusal refusal) ->
                    answers.problem(request, response, callers.webhookProblem(refusal, request));
            case Webhook.Claim.Signed claim -> take(request, response, webhook.get(), claim);
        }
    }

    /** The quota is asked for when it is known that the sender is who he says. */
    private void take(
            ServerRequest request,
            ServerResponse response,
            Webhook webhook,
            Webhook.Claim.Signed claim) {
        events.take(
                request,
                response,
                Caller.anyone(webhook.source()),
                MediaSupport.WEBHOOK.head(request.headers()),
                (_, body, length, reservation) -> {
                    if (!webhook.proves(claim, body, length)) {
                        return new Answer.Refused(
                                callers.webhookProblem(Refusal.SIGNATURE_WRONG, request));
                    }
                    Caller caller = callers.named(webhook.source());
                    Problem excess = callers.requestProblem(caller, request);
                    return excess == null
                            ? read(
                                    new Received(request, caller, body, length),
                                    bodies.read(
                                            body,
                                            length,
                                            claim.id(),
                                            webhook.typeRule(request.headers())),
                                    reservation)
                            : new Answer.Refused(excess);
                });
    }

    private Answer read(Received received, BodyReading reading, Admission.Reservation reservation) {
        return switch (reading) {
            case BodyReading.One(ReceivedEvent event) -> events.one(received, event, reservation);
            case BodyReading.Malformed malformed -> events.malformed(received, malformed);
            case BodyReading.Many _, BodyReading.NotEvents _, BodyReading.TooMany _ ->
                    throw new IllegalStateException("a webhook is one event");
        };
    }
}
