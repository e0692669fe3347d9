// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

/** How often a pipeline is looked at: oftener while its rows get old, and while nobody works. */
public final class Pace {

    private static final double USUAL_SECONDS = 10;
    private static final double LATE_SECONDS = 5;
    private static final double LATE_SHARE = 0.25;
    private static final double ASLEEP_SECONDS_MIN = 1;
    private static final double ASLEEP_SECONDS_MAX = 30;
    private static final double ASLEEP_SHARE = 1.0 / 6;

    private Pace() {}

    /** Seconds until the next look. */
    public static double seconds(Decision decision, ScalerSettings settings) {
        double objective = settings.objectiveSeconds();
        if (decision.replicas() == 0) {
            return asleepSeconds(objective);
        }
        return decision.inputs().ageSeconds() > LATE_SHARE * objective
                ? LATE_SECONDS
                : USUAL_SECONDS;
    }

    /** Seconds between two looks at a pipeline without consumers. */
    static double asleepSeconds(double objectiveSeconds) {
        return Math.clamp(objectiveSeconds * ASLEEP_SHARE, ASLEEP_SECONDS_MIN, ASLEEP_SECONDS_MAX);
    }
}
