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
                case '{' -> one(scanner, form);
                case '[' -> many(scanner, form);
                default -> neither(scanner);
            };
        } catch (MalformedJson e) {
            return new BodyReading.Malformed(e.position(), e.reason());
        }
    }

    private static BodyReading one(JsonScanner scanner, EventForm form) throws MalformedJson {
        ReceivedEvent event = new EventReader(scanner, form, "").read();
        scanner.expectEnd();
        return new BodyReading.One(event);
    }

    private BodyReading many(JsonScanner scanner, EventForm form) throws MalformedJson {
        List<ReceivedEvent> events = new ArrayList<>();
        scanner.take();
        if (scanner.peek() == ']') {
            scanner.take();
            scanner.expectEnd();
            return new BodyReading.NotEvents(
                    EventViolation.of("", "empty", "the array has no event"));
        }
        while (true) {
            if (events.size() == eventsMax) {
                return new BodyReading.TooMany(eventsMax);
            }
            events.add(new EventReader(scanner, form, "/" + events.size()).read());
            if (scanner.peek() == ']') {
                scanner.take();
                scanner.expectEnd();
                return new BodyReading.Many(events);
            }
            scanner.expect(',');
        }
    }

    private static BodyReading neither(JsonScanner scanner) throws MalformedJson {
        scanner.value();
        scanner.expectEnd();
        return new BodyReading.NotEvents(
                EventViolation.of("", "wrong-type", "expected an event (object) or an array"));
    }
}
