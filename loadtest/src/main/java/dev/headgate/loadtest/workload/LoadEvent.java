// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import org.jspecify.annotations.Nullable;

/**
 * One event of a run. It can be made again at any time from the run's seed and its index, so
 * nothing has to be remembered about it.
 *
 * @param index its place in the run, from 0
 * @param origin the index of the event that this one repeats; its own index if it repeats none
 * @param id the event's id; a repeat has the id of its origin
 * @param type event type
 * @param key the event's key; null if it has none
 * @param data the event's data, JSON
 * @param valid whether the pipeline has to take it; false for events that are wrong on purpose
 */
public record LoadEvent(
        long index,
        long origin,
        String id,
        String type,
        @Nullable String key,
        String data,
        boolean valid) {

    /** Whether the event was sent before under the same id. */
    public boolean repeat() {
        return origin != index;
    }
}
