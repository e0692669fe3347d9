// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.OptionalLong;

/**
 * The events of a run, by index, and the bodies that carry them. The same workload gives the same
 * events and bodies, in whatever order they are asked for. Safe for use by many threads.
 */
public interface Workload {

    /** Events in each request; 1 for single events. */
    int eventsPerRequest();

    /**
     * The event at an index; the n-th request carries those from {@code n * eventsPerRequest()}.
     */
    LoadEvent event(long index);

    /** The index of the event that an event repeats, or its own; cheaper than making the event. */
    long origin(long index);

    /** The index of the event with this id, if the id is one of this run. */
    OptionalLong index(String id);

    /** Puts the body of the n-th request into a buffer, compressed if the workload says so. */
    void body(long request, BodyBuffer body);

    /** Whether some events are wrong on purpose. */
    boolean someInvalid();

    /** Whether bodies are compressed with gzip. */
    boolean gzip();
}
