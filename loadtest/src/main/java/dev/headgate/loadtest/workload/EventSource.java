// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import org.jspecify.annotations.Nullable;

/**
 * Where types, keys and data of events come from. What a source gives depends on the numbers alone,
 * so it is the same in whatever order events are asked for. Safe for use by many threads.
 */
public interface EventSource {

    /** The type of an event. */
    String type(EventNumbers numbers);

    /** The key of an event; null if it has none. */
    @Nullable String key(EventNumbers numbers);

    /** Appends the data of an event, JSON. */
    void data(EventNumbers numbers, BodyBuffer to);
}
