// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.bench.Contestant;
import dev.headgate.autoscaler.plant.Moment;
import dev.headgate.autoscaler.plant.Run;
import dev.headgate.autoscaler.plant.Score;
import dev.headgate.autoscaler.trace.Trial;
import dev.headgate.cli.simulate.Outcome.SeedRun;
import java.util.ArrayList;
import java.util.List;

/** Puts controllers in command of the same pipeline, seed by seed. Not for several threads. */
final class Simulation {

    private static final long FIRST_SEED = 1;

    private final Trial trial;
    private final Progress progress;
    private final boolean recorded;
    private final List<Moment> moments = new ArrayList<>();
    private int replicasMax;

    /**
     * @param recorded whether each second of the first run is kept
     */
    Simulation(Trial trial, Progress progress, boolean recorded) {
        this.trial = trial;
        this.progress = progress;
        this.recorded = recorded;
    }

    /** What comes of a controller. */
    Outcome of(Contestant contestant, int seeds) {
        String name = Controllers.name(contestant);
        var runs = new ArrayList<SeedRun>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            progress.runs("%s, seed %d of %d".formatted(name, seed, seeds));
            runs.add(run(contestant, seed));
        }
        return new Outcome(name, runs);
    }

    private SeedRun run(Contestant contestant, long seed) {
        replicasMax = 0;
        boolean kept = recorded && moments.isEmpty();
        Score score =
                Run.of(
                        trial.scenario(),
                        trial.plant(),
                        trial.promise(),
                        contestant.maker().apply(trial),
                        seed,
                        moment -> watch(moment, kept));
        return new SeedRun(seed, score, replicasMax);
    }

    private void watch(Moment moment, boolean kept) {
        replicasMax = Math.max(replicasMax, moment.desired());
        if (kept) {
            moments.add(moment);
        }
        progress.second();
    }

    /** Each second of the first run, if it was to be kept. */
    List<Moment> moments() {
        return List.copyOf(moments);
    }
}
