// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import dev.headgate.ingest.json.JsonScanner;
import dev.headgate.ingest.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a request's body into events, in one pass. The whole body is read before anything is sent,
 * so a body that is not JSON sends nothing.
 */
public final class BodyReader {

    private final int eventsMax;
    private final int depthMax;

    /** A reader with the given limits; safe for use by several threads. */
    public BodyReader(int eventsMax, int depthMax) {
        this.eventsMax = eventsMax;
        this.depthMax = depthMax;
    }

    /** Reads the first {@code length} bytes. */
    public BodyReading read(byte[] body, int length, EventForm form) {
        var scanner = new JsonScanner(body, length, depthMax);
        try {
            return switch (scanner.peek()) {
                case -1 -> new BodyReading.Malformed(0, "the body is empty");
                case '{' -> EventJson.one(scanner, element(form));
                case '[' -> notEmpty(EventJson.many(scanner, eventsMax, element(form)));
                default -> EventJson.neither(scanner, "expected an event (object) or an array");
            };
        } catch (MalformedJson e) {
            return new BodyReading.Malformed(e.position(), e.reason());
        }
    }

    /** Reads the first {@code length} bytes as lines, each an event or blank. */
    public BodyReading readLines(byte[] body, int length, EventForm form) {
        var scanner = new JsonScanner(body, length, depthMax);
        List<ReceivedEvent> events = new ArrayList<>();
        int start = 0;
        for (int line = 1; start < length; line++) {
            int end = lineEnd(body, start, length);
            scanner.moveTo(start, end);
            if (scanner.peek() != -1) {
                if (events.size() == eventsMax) {
                    return new BodyReading.TooMany(eventsMax);
                }
                try {
                    events.add(new EventReader(scanner, form, "/" + events.size()).read());
                    scanner.expectEnd();
                } catch (MalformedJson e) {
                    String place = " (byte %d of line %d)".formatted(e.position() - start, line);
                    return new BodyReading.Malformed(e.position(), e.reason() + place);
                }
            }
            start = end + 1;
        }
        return events.isEmpty()
                ? new BodyReading.Malformed(0, "the body has no event")
                : new BodyReading.Many(events);
    }

    private static int lineEnd(byte[] body, int start, int length) {
        int end = start;
        while (end < length && body[end] != '\n') {
            end++;
        }
        return end;
    }

    private static EventJson.ElementReader element(EventForm form) {
        return (scanner, pointer) -> new EventReader(scanner, form, pointer).read();
    }

    private static BodyReading notEmpty(BodyReading reading) {
        return reading instanceof BodyReading.Many(List<ReceivedEvent> events) && events.isEmpty()
                ? new BodyReading.NotEvents(
                        EventViolation.of("", "empty", "the array has no event"))
                : reading;
    }
}
