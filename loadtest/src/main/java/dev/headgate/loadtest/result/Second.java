// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.result;

import org.jspecify.annotations.Nullable;

/**
 * One second of a run. Counts are of requests unless said otherwise; durations in microseconds.
 *
 * @param second its number, from 0
 * @param due requests that were due in it; those sent, in a closed run
 * @param sent requests sent in it, repeats after a failure included
 * @param answered answers in it
 * @param acceptedEvents events acknowledged in it
 * @param refusedEvents events refused in it
 * @param unknownEvents events whose outcome stayed open in it
 * @param late requests that were sent late in it
 * @param inFlight requests without an answer at its end
 * @param waiting requests at its end that are due and have no connection
 * @param p50 median from the due instant, of answers in it
 * @param p99 99th percentile from the due instant, of answers in it
 * @param p999 99.9th percentile from the due instant, of answers in it
 * @param max the longest from the due instant, of answers in it
 * @param database what the database showed at its end; null without one
 */
public record Second(
        int second,
        long due,
        long sent,
        long answered,
        long acceptedEvents,
        long refusedEvents,
        long unknownEvents,
        long late,
        long inFlight,
        long waiting,
        long p50,
        long p99,
        long p999,
        long max,
        @Nullable DatabaseLook database) {

    /**
     * The database at an instant.
     *
     * @param rows rows landed since the run began
     * @param settled rows, suppressed repeats and dead letters since the run began
     * @param lagEvents acknowledged events that are not settled
     * @param oldestAgeMillis how long ago the oldest of them was acknowledged; 0 without any
     */
    public record DatabaseLook(long rows, long settled, long lagEvents, long oldestAgeMillis) {}

    /** The same second with a look at the database. */
    public Second with(DatabaseLook look) {
        return new Second(
                second,
                due,
                sent,
                answered,
                acceptedEvents,
                refusedEvents,
                unknownEvents,
                late,
                inFlight,
                waiting,
                p50,
                p99,
                p999,
                max,
                look);
    }
}
