// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

import dev.headgate.loadtest.result.LoadResult.AnswerCount;
import dev.headgate.loadtest.result.Second;
import java.util.List;

/**
 * How a run stands, once a second.
 *
 * @param target where requests go
 * @param phase sending, or waiting for rows
 * @param elapsedSeconds since the start
 * @param durationSeconds how long sending lasts
 * @param last the second that just ended
 * @param wantedRate requests a second wanted now; 0 in a closed run
 * @param sent requests sent so far
 * @param planned requests that the whole run has; 0 if only time ends it
 * @param acceptedEvents events acknowledged so far
 * @param refusedEvents events refused so far
 * @param unknownEvents events left open so far
 * @param late requests sent late so far
 * @param rowsPerSecond rows that landed in the last second; negative without a database
 * @param answers how often each answer came so far, the commonest first
 */
public record Progress(
        String target,
        Phase phase,
        double elapsedSeconds,
        double durationSeconds,
        Second last,
        double wantedRate,
        long sent,
        long planned,
        long acceptedEvents,
        long refusedEvents,
        long unknownEvents,
        long late,
        double rowsPerSecond,
        List<AnswerCount> answers) {

    /** What a run is at. */
    public enum Phase {
        WarmingUp("warming up"),
        Sending("sending"),
        AwaitingRows("waiting for rows"),
        Verifying("verifying");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        /** The phase as people read it. */
        String words() {
            return words;
        }

        /** Whether requests are due in it. */
        boolean sending() {
            return this == WarmingUp || this == Sending;
        }
    }

    public Progress {
        answers = List.copyOf(answers);
    }

    /** How long the run lasts already, and while it sends, how long that is meant to last. */
    String clock() {
        String elapsed = ShortFigures.clock(elapsedSeconds);
        return phase.sending() ? elapsed + " of " + ShortFigures.clock(durationSeconds) : elapsed;
    }

    /** The share of sending that is done, 0 to 1: of time or of requests, what ends it first. */
    double share() {
        if (!phase.sending()) {
            return 1;
        }
        double ofTime = durationSeconds > 0 ? elapsedSeconds / durationSeconds : 0;
        double ofRequests = planned > 0 ? (double) sent / planned : 0;
        return Math.clamp(Math.max(ofTime, ofRequests), 0, 1);
    }
}
