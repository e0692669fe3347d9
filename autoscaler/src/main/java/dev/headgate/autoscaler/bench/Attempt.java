// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.trace.Trial;
import java.util.List;

/**
 * One contestant in all trials of one seed.
 *
 * @param outcomes of the trials that can be kept, in the set's order
 * @param limited of the one that cannot
 */
record Attempt(Contestant contestant, long seed, List<Outcome> outcomes, Outcome limited) {

    Attempt {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Lets a contestant run through a set. The trials are made anew for it, so that threads share
     * nothing.
     */
    static Attempt of(Contestant contestant, TrialSet set, long seed) {
        List<Trial> trials = set.trials().apply(seed);
        return new Attempt(
                contestant,
                seed,
                trials.stream().map(trial -> Outcome.of(contestant, trial, seed)).toList(),
                Outcome.of(contestant, set.limited().apply(seed), seed));
    }

    /** The same without all other trials, but for the limited one. */
    Attempt only(List<String> trials) {
        return new Attempt(
                contestant,
                seed,
                outcomes.stream().filter(each -> trials.contains(each.trial())).toList(),
                limited);
    }

    /** What came of one trial. */
    Outcome in(String trial) {
        return outcomes.stream()
                .filter(each -> each.trial().equals(trial))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no trial " + trial));
    }

    /** All outcomes of trials that can be kept, added up. */
    Totals totals() {
        Totals totals = Totals.NONE;
        for (Outcome each : outcomes) {
            totals = totals.plus(each.score());
        }
        return totals.wasting(limited.wastedHours());
    }
}
