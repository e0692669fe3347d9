// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.contract.event.EventHeader;
import dev.headgate.contract.event.RefusedHeader;
import dev.headgate.contract.event.RefusedPart;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.TopicRoutes;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.ingest.event.EventIds;
import dev.headgate.ingest.event.EventViolation;
import dev.headgate.ingest.event.ReceivedEvent;
import dev.headgate.ingest.http.EventDesk.Decision;
import dev.headgate.ingest.http.EventsEndpoint.Received;
import dev.headgate.ingest.setting.IngestSettings;
import io.helidon.http.HeaderNames;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is refused because of what it says, if that is wanted: with the reason, and byte for
 * byte. What could be read as an event is kept as one, so that it can land later; of anything else
 * the bytes are kept as they came. What a caller may not post is not kept.
 *
 * <p>The answer does not wait for it: the client is told in any case that nothing was stored.
 */
final class RefusedEvents {

    private final boolean on;
    private final int bytesMax;
    private final TopicRoutes routes;
    private final String firstTopic;
    private final EventIds ids;
    private final InstantSource clock;
    private final RefusedSending sending;

    RefusedEvents(
            IngestSettings settings,
            TopicRoutes routes,
            EventIds ids,
            InstantSource clock,
            RefusedSending sending) {
        this.on = settings.refused().keep();
        this.bytesMax = settings.limits().eventBytesMax();
        this.routes = routes;
        this.firstTopic = settings.topics().getFirst().name();
        this.ids = ids;
        this.clock = clock;
        this.sending = sending;
    }

    /** Keeps those of a request's events that were decided to be not valid. */
    void keep(Received received, List<ReceivedEvent> events, List<Decision> decisions) {
        if (!on) {
            return;
        }
        for (int i = 0; i < decisions.size(); i++) {
            if (decisions.get(i) instanceof Decision.Answer(ItemResult result)
                    && result instanceof ItemResult.Invalid refused
                    && refused.code() != ProblemType.EVENT_TYPE_NOT_ALLOWED) {
                keep(received, events.get(i), refused);
            }
        }
    }

    private void keep(Received received, ReceivedEvent event, ItemResult.Invalid refused) {
        boolean readable = event.valid();
        if (tooLarge(readable ? event.dataBytes() : event.end() - event.start())) {
            return;
        }
        List<Header> headers =
                readable ? readable(received, event) : unreadable(received, RefusedPart.EVENT);
        why(headers, refused.code(), words(refused.violations()));
        String key = event.key();
        send(
                routes.route(event.type()).map(TopicSpec::name).orElse(firstTopic),
                key == null ? null : key.getBytes(UTF_8),
                readable ? event.data(received.body()) : event.whole(received.body()),
                headers);
    }

    /** Keeps a body in which no event was found. */
    void keep(Received received, Problem problem) {
        if (!on || tooLarge(received.length())) {
            return;
        }
        List<Header> headers = unreadable(received, RefusedPart.BODY);
        why(headers, problem.type(), problem.detail());
        send(firstTopic, null, Arrays.copyOf(received.body(), received.length()), headers);
    }

    private boolean tooLarge(int bytes) {
        if (bytes <= bytesMax) {
            return false;
        }
        sending.tooLarge();
        return true;
    }

    private void send(String topic, byte @Nullable [] key, byte[] value, List<Header> headers) {
        sending.send(
                EventRecords.record(
                        PipelineNames.refusedTopic(topic), clock.millis(), key, value, headers));
    }

    private List<Header> readable(Received received, ReceivedEvent event) {
        String given = event.id();
        List<Header> headers =
                received.records()
                        .headers(
                                event,
                                given == null ? ids.next() : given,
                                EventDesk.source(event, received.caller()));
        headers.add(header(RefusedHeader.PART, RefusedPart.DATA.word()));
        return headers;
    }

    /** Without what would make an event of it. What a CloudEvent says by headers belongs to it. */
    private static List<Header> unreadable(Received received, RefusedPart part) {
        List<Header> headers = new ArrayList<>();
        headers.add(header(EventHeader.SOURCE, received.caller().name()));
        headers.add(header(RefusedHeader.PART, part.word()));
        for (var field : received.request().headers()) {
            String name = field.headerName().lowerCase();
            if (name.startsWith(CloudEventHeaders.PREFIX)
                    || field.headerName().equals(HeaderNames.CONTENT_TYPE)) {
                field.allValues().forEach(text -> headers.add(header(name, text)));
            }
        }
        return headers;
    }

    private static void why(List<Header> headers, ProblemType type, String detail) {
        headers.add(header(RefusedHeader.REASON, type.word()));
        headers.add(
                header(
                        RefusedHeader.DETAIL,
                        detail.length() > RefusedHeader.DETAIL_CHARS_MAX
                                ? detail.substring(0, RefusedHeader.DETAIL_CHARS_MAX)
                                : detail));
    }

    private static String words(List<EventViolation> violations) {
        return violations.stream()
                .map(each ->
                        each.pointer().isEmpty()
                                ? each.detail()
                                : each.pointer() + " " + each.detail())
                .collect(Collectors.joining("; "));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
