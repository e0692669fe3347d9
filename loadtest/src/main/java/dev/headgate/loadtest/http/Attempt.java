// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

/**
 * One sending of one request; instants are nanoseconds since the run's start.
 *
 * @param request the request's index
 * @param dueNanos when it was due first
 * @param number 1 for the first sending, then 2, 3, …
 * @param notBeforeNanos when it may be sent
 * @param maybeStored whether an earlier sending may have been stored
 */
record Attempt(long request, long dueNanos, int number, long notBeforeNanos, boolean maybeStored) {

    static Attempt first(long request, long dueNanos) {
        return new Attempt(request, dueNanos, 1, dueNanos, false);
    }

    Attempt again(long atNanos, boolean leftOpen) {
        return new Attempt(request, dueNanos, number + 1, atNanos, maybeStored || leftOpen);
    }
}
