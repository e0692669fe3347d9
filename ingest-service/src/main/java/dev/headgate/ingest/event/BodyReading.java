// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import java.util.List;

/** What reading a request's body came to. */
public sealed interface BodyReading {

    /** One event, valid or not. */
    record One(ReceivedEvent event) implements BodyReading {}

    /** Several events, each valid or not, in the order of the body. */
    record Many(List<ReceivedEvent> events) implements BodyReading {
        public Many {
            events = List.copyOf(events);
        }
    }

    /** Not JSON; nothing was judged. */
    record Malformed(int position, String reason) implements BodyReading {}

    /** Well-formed JSON that holds no event at all. */
    record NotEvents(EventViolation violation) implements BodyReading {}

    /** More events than one request may have. */
    record TooMany(int eventsMax) implements BodyReading {}
}
