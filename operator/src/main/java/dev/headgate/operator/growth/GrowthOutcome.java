// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.operator.resource.GrowthStatus;
import dev.headgate.operator.status.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a pipeline's growths came to.
 *
 * @param statuses the growths as the status is to have them
 * @param judgement in place of that of the topics which wait to grow
 * @param news what has happened, to be told once
 * @param lookAgain when to look again; nothing if no growth goes on
 */
public record GrowthOutcome(
        List<GrowthStatus> statuses,
        Optional<Judgement> judgement,
        List<GrowthNews> news,
        Optional<Duration> lookAgain) {

    /** Nothing grows. */
    static final GrowthOutcome NONE =
            new GrowthOutcome(List.of(), Optional.empty(), List.of(), Optional.empty());

    /** Nothing was looked at; the status stays as it is. */
    public static GrowthOutcome unseen(List<GrowthStatus> previous) {
        return new GrowthOutcome(previous, Optional.empty(), List.of(), Optional.empty());
    }

    public GrowthOutcome {
        statuses = List.copyOf(statuses);
        news = List.copyOf(news);
    }
}
