// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

/**
 * Counts of a whole run so far.
 *
 * @param sent requests that were sent, each once
 * @param resent requests that were sent again
 * @param answered requests with a final answer, or none for good
 * @param inFlight requests without one
 * @param late requests that were sent late
 * @param latestMicros the longest such delay
 * @param sentBytes bytes of requests
 * @param accepted events acknowledged
 * @param refused events refused
 * @param unknown events left open
 * @param wronglyAccepted events that are wrong on purpose and were acknowledged
 */
public record Totals(
        long sent,
        long resent,
        long answered,
        long inFlight,
        long late,
        long latestMicros,
        long sentBytes,
        long accepted,
        long refused,
        long unknown,
        long wronglyAccepted) {

    /** Nothing yet. */
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The counts of an engine, as they stand. */
    Totals(LoadEngine engine) {
        this(
                engine.sum(tallies -> tallies.sent.get()),
                engine.sum(tallies -> tallies.resent.get()),
                engine.sum(tallies -> tallies.answered.get()),
                engine.sum(tallies -> tallies.inFlight.get()),
                engine.sum(tallies -> tallies.late.get()),
                engine.tallies().stream()
                        .mapToLong(tallies -> tallies.latestMicros.get())
                        .max()
                        .orElse(0),
                engine.sum(tallies -> tallies.sentBytes.get()),
                engine.sum(tallies -> tallies.accepted.get()),
                engine.sum(tallies -> tallies.refused.get()),
                engine.sum(tallies -> tallies.unknown.get()),
                engine.sum(tallies -> tallies.wronglyAccepted.get()));
    }
}
