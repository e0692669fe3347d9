// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.plant.Score;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What came of a controller, a run for each seed. */
record Outcome(String controller, List<SeedRun> runs) {

    /** The promise first, then what it costs to keep it. */
    static final Comparator<Outcome> BEST_FIRST =
            Comparator.comparingDouble((Outcome each) -> each.violationMinutes().mean())
                    .thenComparingDouble(each -> each.replicaHours().mean());

    /**
     * One run.
     *
     * @param replicasMax most replicas that were asked for
     */
    record SeedRun(long seed, Score score, int replicasMax) {}

    Outcome {
        runs = List.copyOf(runs);
    }

    Spread violationMinutes() {
        return spread(run -> run.score().violationMinutes());
    }

    Spread p99AgeSeconds() {
        return spread(run -> run.score().p99AgeSeconds());
    }

    Spread replicaHours() {
        return spread(run -> run.score().replicaHours());
    }

    Spread actions() {
        return spread(run -> run.score().actions());
    }

    Spread replicasMax() {
        return spread(SeedRun::replicasMax);
    }

    private Spread spread(ToDoubleFunction<SeedRun> figure) {
        return Spread.of(runs.stream().mapToDouble(figure));
    }
}
