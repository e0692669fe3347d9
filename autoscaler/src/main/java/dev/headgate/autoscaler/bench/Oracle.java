// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.plant.Score;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses the best of a family for each trial when all results are known. Nobody can do so
 * beforehand; who does better than that does better than whatever could be configured. One choice
 * serves all seeds of a trial. In the limited trial, where all break the promise, it is the one
 * that wastes least.
 */
final class Oracle {

    static final String KEDA = "KEDA with hindsight";
    static final String STATIC = "static with hindsight";

    /** Means of violation minutes that are no farther apart are the same. */
    private static final double TIE_MINUTES = 0.1;

    private final Results results;

    Oracle(Results results) {
        this.results = results;
    }

    /**
     * KEDA with the threshold and window that break the promise least; of those that break it as
     * little, the one with the fewest replica-hours.
     */
    Choice keda() {
        return choice(KEDA, Family.Keda, this::leastViolation);
    }

    /** The smallest static number that never breaks the promise; the greatest if all do. */
    Choice bestStatic() {
        return choice(STATIC, Family.Static, this::smallestThatKeeps);
    }

    private Choice choice(String name, Family family, Function<String, String> best) {
        return new Choice(
                name,
                family,
                results.trials().stream().collect(Collectors.toMap(Function.identity(), best)),
                least(results.contestants(family), results::meanWaste));
    }

    private String leastViolation(String trial) {
        List<String> all = results.contestants(Family.Keda);
        double least = all.stream().mapToDouble(each -> violation(each, trial)).min().orElseThrow();
        List<String> best =
                all.stream().filter(each -> violation(each, trial) <= least + TIE_MINUTES).toList();
        return least(best, each -> hours(each, trial));
    }

    private String smallestThatKeeps(String trial) {
        List<String> all = results.contestants(Family.Static);
        List<String> keeping = all.stream().filter(each -> violation(each, trial) == 0).toList();
        return keeping.isEmpty()
                ? least(all, each -> -hours(each, trial))
                : least(keeping, each -> hours(each, trial));
    }

    private static String least(List<String> contestants, Function<String, Double> value) {
        return contestants.stream().min(Comparator.comparing(value)).orElseThrow();
    }

    private double violation(String contestant, String trial) {
        return results.mean(contestant, trial, Score::violationMinutes);
    }

    private double hours(String contestant, String trial) {
        return results.mean(contestant, trial, Score::replicaHours);
    }
}
