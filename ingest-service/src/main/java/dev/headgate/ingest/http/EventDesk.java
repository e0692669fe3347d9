// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.contract.event.EventLimits;
import dev.headgate.contract.pipeline.TopicRoutes;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.ingest.caller.Caller;
import dev.headgate.ingest.caller.CallerMetrics;
import dev.headgate.ingest.caller.Refusal;
import dev.headgate.ingest.event.CloudEventContext;
import dev.headgate.ingest.event.EventIds;
import dev.headgate.ingest.event.EventViolation;
import dev.headgate.ingest.event.ReceivedEvent;
import dev.headgate.ingest.kafka.KafkaGate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides for each event of a request what is to be done with it, before anything is sent. */
final class EventDesk {

    private final TopicRoutes routes;
    private final KafkaGate gate;
    private final EventIds ids;
    private final int eventBytesMax;
    private final CallerMetrics callerMetrics;
    private final SchemaDesk schemas;

    EventDesk(
            TopicRoutes routes,
            KafkaGate gate,
            EventIds ids,
            int eventBytesMax,
            CallerMetrics callerMetrics,
            SchemaDesk schemas) {
        this.routes = routes;
        this.gate = gate;
        this.ids = ids;
        this.eventBytesMax = eventBytesMax;
        this.callerMetrics = callerMetrics;
        this.schemas = schemas;
    }

    /** What is to be done with one event. */
    sealed interface Decision {

        /** Send it, as its caller's. */
        record Send(ReceivedEvent event, String id, TopicSpec topic, String source)
                implements Decision {}

        /** It says the same as an earlier one of the request. */
        record SameAs(String id, int earlier) implements Decision {}

        /** Do not send it. */
        record Answer(ItemResult result) implements Decision {}
    }

    Decision decide(ReceivedEvent event, byte[] body, Caller caller) {
        if (!event.valid()) {
            return refuse(event, ProblemType.INVALID_EVENT);
        }
        if (!caller.mayPost(event.type())) {
            callerMetrics.refused(Refusal.EVENT_TYPE);
            EventViolation violation = EventViolation.notAllowed(event.pointer() + "/type");
            return refuse(event.refused(violation), ProblemType.EVENT_TYPE_NOT_ALLOWED);
        }
        String source = source(event, caller);
        if (source.length() > EventLimits.SOURCE_CHARS_MAX) {
            EventViolation violation = EventViolation.sourceTooLong(event.pointer() + "/source");
            return refuse(event.refused(violation), ProblemType.INVALID_EVENT);
        }
        if (event.dataBytes() > eventBytesMax) {
            EventViolation violation =
                    EventViolation.tooLarge(event.pointer() + "/data", eventBytesMax);
            return refuse(event.refused(violation), ProblemType.EVENT_TOO_LARGE);
        }
        Optional<TopicSpec> topic = routes.route(event.type());
        if (topic.isEmpty()) {
            EventViolation violation = EventViolation.noTopic(event.pointer() + "/type");
            return refuse(event.refused(violation), ProblemType.NO_TOPIC);
        }
        List<EventViolation> violations = schemas.violations(event, body);
        if (!violations.isEmpty()) {
            return refuse(event.refused(violations), ProblemType.SCHEMA_VIOLATION);
        }
        String given = event.id();
        String id = given == null ? ids.next() : given;
        if (gate.isMissing(topic.get().name())) {
            return new Decision.Answer(
                    new ItemResult.Retry(
                            id, ProblemType.TOPIC_MISSING, ProblemType.TOPIC_MISSING.title()));
        }
        return new Decision.Send(event, id, topic.get(), source);
    }

    /** Who an event of a caller is from. */
    static String source(ReceivedEvent event, Caller caller) {
        CloudEventContext context = event.context();
        return context == null ? caller.name() : caller.sourceOf(context.source());
    }

    /** The decisions for a batch, in its order; one id is sent once. */
    List<Decision> decide(List<ReceivedEvent> events, byte[] body, Caller caller) {
        List<Decision> decisions = new ArrayList<>(events.size());
        Map<String, Integer> firstOfId = new HashMap<>(events.size() * 2);
        for (int i = 0; i < events.size(); i++) {
            ReceivedEvent event = events.get(i);
            Decision decision = decide(event, body, caller);
            if (decision instanceof Decision.Send send) {
                Integer earlier = firstOfId.putIfAbsent(identity(send), i);
                if (earlier != null) {
                    decision = repeat(event, send.id(), events.get(earlier), earlier, body);
                }
            }
            decisions.add(decision);
        }
        return decisions;
    }

    /** What is another for each two events of a request that are not the same. */
    private static String identity(Decision.Send send) {
        return send.event().context() == null ? send.id() : send.source() + '\n' + send.id();
    }

    private static Decision repeat(
            ReceivedEvent event, String id, ReceivedEvent first, int earlier, byte[] body) {
        if (event.sameContent(first, body)) {
            return new Decision.SameAs(id, earlier);
        }
        EventViolation violation = EventViolation.conflictingId(event.pointer(), earlier);
        return refuse(event.refused(violation), ProblemType.INVALID_EVENT);
    }

    private static Decision refuse(ReceivedEvent event, ProblemType type) {
        return new Decision.Answer(new ItemResult.Invalid(event.id(), type, event.violations()));
    }
}
