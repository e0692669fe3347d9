// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import dev.headgate.ingest.json.JsonFinding;
import dev.headgate.ingest.json.JsonScanner;
import dev.headgate.ingest.json.MalformedJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests that carry CloudEvents 1.0, in the three modes of its HTTP binding.
 */
public final class CloudEventBodies {

    private final int eventsMax;
    private final int depthMax;

    /** A reader with the given limits; safe for use by several threads. */
    public CloudEventBodies(int eventsMax, int depthMax) {
        this.eventsMax = eventsMax;
        this.depthMax = depthMax;
    }

    /** Structured mode: the first {@code length} bytes are an event. */
    public BodyReading readEvent(byte[] body, int length) {
        var scanner = new JsonScanner(body, length, depthMax);
        try {
            return switch (scanner.peek()) {
                case -1 -> new BodyReading.Malformed(0, "the body is empty");
                case '{' -> EventJson.one(scanner, element(body));
                default -> EventJson.neither(scanner, "expected an event (object)");
            };
        } catch (MalformedJson e) {
            return new BodyReading.Malformed(e.position(), e.reason());
        }
    }

    /** Batched mode: the first {@code length} bytes are an array of events, which may be empty. */
    public BodyReading readBatch(byte[] body, int length) {
        var scanner = new JsonScanner(body, length, depthMax);
        try {
            return switch (scanner.peek()) {
                case -1 -> new BodyReading.Malformed(0, "the body is empty");
                case '[' -> EventJson.many(scanner, eventsMax, element(body));
                default -> EventJson.neither(scanner, "expected an array of events");
            };
        } catch (MalformedJson e) {
            return new BodyReading.Malformed(e.position(), e.reason());
        }
    }

    private static EventJson.ElementReader element(byte[] body) {
        return (scanner, pointer) -> new CloudEventReader(scanner, body, pointer).read();
    }

    /**
     * Binary mode: the headers are the attributes, and the first {@code length} bytes the data.
     *
     * @param contentType of the request; null if it has none
     */
    public BodyReading readData(
            byte[] body, int length, @Nullable String contentType, List<AttributeHeader> headers) {
        var attributes = new CloudEventAttributes("");
        if (contentType != null) {
            attributes.put(AttributeRules.DATA_CONTENT_TYPE, contentType);
        }
        headers.forEach(header -> header.putInto(attributes));
        var scanner = new JsonScanner(body, length, depthMax);
        if (length == 0) {
            return new BodyReading.One(attributes.event(0, 0, 0, 0));
        }
        try {
            scanner.value();
            scanner.expectEnd();
        } catch (MalformedJson e) {
            return new BodyReading.Malformed(e.position(), e.reason());
        }
        for (JsonFinding finding : scanner.takeFindings()) {
            attributes.refuse(EventViolation.of("/data", finding));
        }
        return new BodyReading.One(attributes.event(0, length, 0, length));
    }
}
