// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import dev.headgate.ingest.json.JsonScanner;
import dev.headgate.ingest.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;

/** The shapes of JSON in which a body has events, whatever an event itself looks like. */
final class EventJson {

    private EventJson() {}

    /** Reads the event that a scanner stands before. */
    @FunctionalInterface
    interface ElementReader {

        /** The event, valid or not, whose place in the body the pointer says. */
        ReceivedEvent read(JsonScanner scanner, String pointer) throws MalformedJson;
    }

    /** Reads what stands in an object under a name. */
    @FunctionalInterface
    interface MemberReader {

        /** Takes the value that the scanner stands before. */
        void read(String name) throws MalformedJson;
    }

    /** A body that is an event as a whole. */
    static BodyReading one(JsonScanner scanner, ElementReader element) throws MalformedJson {
        ReceivedEvent event = element.read(scanner, "");
        scanner.expectEnd();
        return new BodyReading.One(event);
    }

    /** A body that is an array of at most so many events, and may be empty. */
    static BodyReading many(JsonScanner scanner, int eventsMax, ElementReader element)
            throws MalformedJson {
        List<ReceivedEvent> events = new ArrayList<>();
        scanner.take();
        if (scanner.peek() == ']') {
            return ended(scanner, events);
        }
        while (true) {
            if (events.size() == eventsMax) {
                return new BodyReading.TooMany(eventsMax);
            }
            events.add(element.read(scanner, "/" + events.size()));
            if (scanner.peek() == ']') {
                return ended(scanner, events);
            }
            scanner.expect(',');
        }
    }

    private static BodyReading ended(JsonScanner scanner, List<ReceivedEvent> events)
            throws MalformedJson {
        scanner.take();
        scanner.expectEnd();
        return new BodyReading.Many(events);
    }

    /** A body that is JSON, and no event. */
    static BodyReading neither(JsonScanner scanner, String expected) throws MalformedJson {
        scanner.value();
        scanner.expectEnd();
        return new BodyReading.NotEvents(EventViolation.of("", "wrong-type", expected));
    }

    /** Goes through the members of the object that the scanner stands before. */
    static void members(JsonScanner scanner, MemberReader member) throws MalformedJson {
        scanner.take();
        if (scanner.peek() == '}') {
            scanner.take();
            return;
        }
        while (true) {
            if (scanner.peek() != '"') {
                throw scanner.unexpected("expected a key in double quotes");
            }
            String name = scanner.string();
            scanner.takeFindings();
            scanner.expect(':');
            member.read(name);
            if (scanner.peek() == '}') {
                scanner.take();
                return;
            }
            if (scanner.peek() != ',') {
                throw scanner.unexpected("expected ',' or '}'");
            }
            scanner.take();
        }
    }
}
