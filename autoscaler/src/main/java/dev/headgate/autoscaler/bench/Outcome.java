// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.plant.Run;
import dev.headgate.autoscaler.plant.Score;
import dev.headgate.autoscaler.trace.Trial;
import java.util.SplittableRandom;

/**
 * What came of one contestant in one trial.
 *
 * @param trial its name
 * @param wastedHours replica-hours that could bring nothing, as {@link Waste} counts them
 */
record Outcome(String trial, Score score, double wastedHours) {

    /** Lets a contestant run. */
    static Outcome of(Contestant contestant, Trial trial, long seed) {
        var waste = new Waste(trial);
        Score score =
                Run.of(
                        trial.scenario(),
                        trial.plant(),
                        trial.promise(),
                        contestant.maker().apply(trial),
                        runSeed(trial, seed),
                        waste);
        return new Outcome(trial.scenario().name(), score, waste.hours());
    }

    /**
     * Seed of the run's own chance. It is the same for all contestants, so that their differences
     * come from them, and another one in each trial, so that trials do not resemble one another.
     */
    static long runSeed(Trial trial, long seed) {
        long name = trial.scenario().name().hashCode();
        return new SplittableRandom(seed ^ name << Integer.SIZE).nextLong();
    }
}
