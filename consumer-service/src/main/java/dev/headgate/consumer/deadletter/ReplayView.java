// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay as people see it; the components are the members of the API's JSON.
 *
 * @param id its number
 * @param state whether it is at work, and if not, how it ended
 * @param requestedBy who asked for it
 * @param requestedAt when
 * @param selection which letters were asked for
 * @param rate most letters in a second
 * @param stopOnFailure whether the first letter that fails ends it
 * @param forced whether letters were taken whose replays had failed too often
 * @param selected how many letters it took
 * @param landed how many of them are rows now
 * @param suppressed how many of them repeat an event that has landed
 * @param failed how many of them failed again
 * @param left how many of them it has not tried
 * @param trouble what it waits for; null if for nothing
 * @param endedAt when it ended; null while it runs
 */
public record ReplayView(
        long id,
        String state,
        String requestedBy,
        String requestedAt,
        JsonNode selection,
        int rate,
        boolean stopOnFailure,
        boolean forced,
        int selected,
        int landed,
        int suppressed,
        int failed,
        int left,
        @Nullable String trouble,
        @Nullable String endedAt) {

    /**
     * What an order for a replay came to.
     *
     * @param replay the replay
     * @param guarded letters that were left out because their replays have failed too often
     * @param more whether the selection has more letters than one replay takes
     */
    public record Requested(ReplayView replay, int guarded, boolean more) {}

    /**
     * What an order would come to.
     *
     * @param selected letters that it would take
     * @param guarded letters that it would leave out
     * @param more whether there are more letters than one replay takes
     * @param rehearsed what would become of the first of them
     */
    public record Preview(
            int selected, int guarded, boolean more, List<LetterRehearsal.Rehearsed> rehearsed) {}

    /**
     * The latest replays.
     *
     * @param replays the newest first
     */
    public record Replays(List<ReplayView> replays) {}

    static ReplayView of(ReplayJob job) {
        return new ReplayView(
                job.id(),
                job.state().name(),
                job.requestedBy(),
                job.requestedAt().toInstant().toString(),
                LetterReads.tree(job.selection()),
                job.rate(),
                job.stopOnFailure(),
                job.forced(),
                job.selected(),
                job.landed(),
                job.suppressed(),
                job.failed(),
                job.left(),
                job.trouble(),
                job.endedAt() == null ? null : job.endedAt().toInstant().toString());
    }
}
