// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A replay of dead letters and how far it has come.
 *
 * @param id its number
 * @param state whether it is at work, and if not, how it ended
 * @param requestedBy who asked for it
 * @param requestedAt when
 * @param selection which letters were asked for, as JSON
 * @param rate most letters in a second
 * @param stopOnFailure whether the first letter that fails ends it
 * @param forced whether letters were taken whose replays had failed too often
 * @param selected how many letters it took
 * @param landed how many of them are rows now
 * @param suppressed how many of them repeat an event that has landed
 * @param failed how many of them failed again
 * @param trouble what it waits for; null if for nothing
 * @param endedAt when it ended; null while it runs
 */
public record ReplayJob(
        long id,
        State state,
        String requestedBy,
        OffsetDateTime requestedAt,
        String selection,
        int rate,
        boolean stopOnFailure,
        boolean forced,
        int selected,
        int landed,
        int suppressed,
        int failed,
        @Nullable String trouble,
        @Nullable OffsetDateTime endedAt) {

    /** Whether a replay is at work; the constants' names stand in the table. */
    public enum State {
        /** It is at work, or waits for a consumer to take it up. */
        Running,
        /** Each letter was tried. */
        Done,
        /** A letter failed, and it was to stop then. */
        Stopped,
        /** Somebody ended it. */
        Cancelled
    }

    /** Letters that it has not tried; none of them, once it has ended, will it ever try. */
    public int left() {
        return selected - landed - suppressed - failed;
    }
}
