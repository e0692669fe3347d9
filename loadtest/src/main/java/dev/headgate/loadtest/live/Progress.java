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
        WarmingUp,
        Sending,
        AwaitingRows,
        Verifying
    }

    public Progress {
        answers = List.copyOf(answers);
    }
}
