// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Observation.Sidework;
import java.util.List;

/**
 * Whether there has been so little to do for so long that no consumer is needed at all.
 *
 * @param since since when nothing came in and nothing waited; NaN if something does
 * @param isAwake whether something is to be done
 * @param allowsZero whether no consumer is needed
 * @param refusals why there is one although nothing has come in for long
 */
record Idleness(double since, boolean isAwake, boolean allowsZero, List<Finding> refusals) {

    static Idleness of(
            Insight insight, Observation seen, double sinceBefore, ScalerSettings settings) {
        Sidework sidework = seen.sidework();
        boolean awake = !insight.idle() || sidework.parkedRecords() > 0 || sidework.replaying();
        if (!insight.idle()) {
            return new Idleness(Double.NaN, awake, false, List.of());
        }
        double since = Double.isNaN(sinceBefore) ? insight.at() : sinceBefore;
        boolean longEnough = insight.at() - since >= settings.idleSeconds();
        if (settings.minReplicas() > 0 || !longEnough || seen.workload().desired() == 0) {
            return new Idleness(since, awake, false, List.of());
        }
        String why = refusal(sidework, insight.times().ready(), settings.objectiveSeconds());
        return new Idleness(
                since,
                awake,
                why.isEmpty(),
                why.isEmpty() ? List.of() : List.of(new Finding.ZeroRefused(why)));
    }

    private static String refusal(Sidework sidework, double readySeconds, double objective) {
        if (sidework.replaying()) {
            return "dead letters are being replayed";
        }
        if (sidework.parkedRecords() != 0) {
            return sidework.parkedRecords() < 0
                    ? "nobody told whether records are parked"
                    : "%d records are parked".formatted(sidework.parkedRecords());
        }
        if (sidework.unpublishedLetters() != 0) {
            return sidework.unpublishedLetters() < 0
                    ? "nobody told whether dead letters are to be published"
                    : "%d dead letters are to be published"
                            .formatted(sidework.unpublishedLetters());
        }
        double look = Pace.asleepSeconds(objective);
        return look + readySeconds >= objective
                ? "the first record would be %.0f s old before a consumer has it; %.0f s are promised"
                        .formatted(look + readySeconds, objective)
                : "";
    }
}
