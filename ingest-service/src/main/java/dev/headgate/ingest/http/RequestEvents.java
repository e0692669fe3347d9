// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.event.BodyFormat;
import dev.headgate.ingest.event.BodyReader;
import dev.headgate.ingest.event.BodyReading;
import dev.headgate.ingest.event.CloudEventBodies;
import dev.headgate.ingest.event.EventForm;
import dev.headgate.ingest.http.EventsEndpoint.Received;
import dev.headgate.ingest.setting.LimitSettings;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import org.jspecify.annotations.Nullable;

/** Reads the events of a request, in whichever format it has them. */
final class RequestEvents {

    private final BodyReader plain;
    private final CloudEventBodies cloudEvents;

    RequestEvents(LimitSettings limits) {
        plain = new BodyReader(limits.batchEventsMax(), limits.nestingDepthMax());
        cloudEvents = new CloudEventBodies(limits.batchEventsMax(), limits.nestingDepthMax());
    }

    BodyReading read(Received received, BodyFormat format, EventForm form) {
        byte[] body = received.body();
        int length = received.length();
        return switch (format) {
            case JSON -> plain.read(body, length, form);
            case LINES -> plain.readLines(body, length, form);
            case CLOUD_EVENT -> cloudEvents.readEvent(body, length);
            case CLOUD_EVENT_BATCH -> cloudEvents.readBatch(body, length);
            case CLOUD_EVENT_DATA -> {
                ServerRequestHeaders headers = received.request().headers();
                yield cloudEvents.readData(
                        body, length, contentType(headers), CloudEventHeaders.of(headers));
            }
        };
    }

    private static @Nullable String contentType(ServerRequestHeaders headers) {
        return headers.find(HeaderNames.CONTENT_TYPE).map(Header::get).orElse(null);
    }
}
