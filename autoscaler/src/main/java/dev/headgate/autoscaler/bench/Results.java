// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.plant.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What came of a tournament: all contestants in all trials, for the same seeds in the same order.
 */
final class Results {

    private final Map<String, List<Attempt>> attempts = new LinkedHashMap<>();
    private final List<String> trials;
    private final List<Long> seeds;

    /** Of attempts in the order of contestants in which tables are to show them. */
    Results(List<Attempt> all) {
        for (Attempt each : all) {
            attempts.computeIfAbsent(each.contestant().name(), _ -> new ArrayList<>()).add(each);
        }
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("there are no results without an attempt");
        }
        List<Attempt> first = attempts.values().iterator().next();
        this.trials = trials(first.getFirst());
        this.seeds = seeds(first);
        if (trials.stream().distinct().count() != trials.size()) {
            throw new IllegalArgumentException("two trials have one name: " + trials);
        }
        attempts.forEach(this::check);
    }

    private void check(String contestant, List<Attempt> list) {
        boolean alike = list.stream().allMatch(each -> trials(each).equals(trials));
        if (!seeds(list).equals(seeds) || !alike) {
            throw new IllegalArgumentException(
                    contestant + " was not tried in the same trials with the same seeds");
        }
    }

    private static List<String> trials(Attempt attempt) {
        return attempt.outcomes().stream().map(Outcome::trial).toList();
    }

    private static List<Long> seeds(List<Attempt> list) {
        return list.stream().map(Attempt::seed).toList();
    }

    /** The same without all other trials, but for the limited one. */
    Results only(List<String> names) {
        return new Results(
                attempts.values().stream()
                        .flatMap(List::stream)
                        .map(each -> each.only(names))
                        .toList());
    }

    /** Names of the trials, but for the limited one. */
    List<String> trials() {
        return trials;
    }

    List<Long> seeds() {
        return seeds;
    }

    /** Names of contestants. */
    List<String> contestants() {
        return List.copyOf(attempts.keySet());
    }

    /** Names of the contestants of a family. */
    List<String> contestants(Family family) {
        return attempts.entrySet().stream()
                .filter(each -> each.getValue().getFirst().contestant().family() == family)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A part of the score in one trial, on average over seeds. */
    double mean(String contestant, String trial, ToDoubleFunction<Score> part) {
        return of(contestant).stream()
                .mapToDouble(each -> part.applyAsDouble(each.in(trial).score()))
                .average()
                .orElseThrow();
    }

    /** Replica-hours that brought nothing in the limited trial, on average over seeds. */
    double meanWaste(String contestant) {
        return of(contestant).stream()
                .mapToDouble(each -> each.limited().wastedHours())
                .average()
                .orElseThrow();
    }

    /** A contestant's totals. */
    Tally tally(String contestant) {
        List<Attempt> list = of(contestant);
        Family family = list.getFirst().contestant().family();
        return new Tally(contestant, family, false, list.stream().map(Attempt::totals).toList());
    }

    /** The totals of a choice. */
    Tally tally(Choice choice) {
        var totals = new ArrayList<Totals>();
        for (int seed = 0; seed < seeds.size(); seed++) {
            Totals sum = Totals.NONE;
            for (String trial : trials) {
                sum = sum.plus(of(choice.in(trial)).get(seed).in(trial).score());
            }
            totals.add(sum.wasting(of(choice.limited()).get(seed).limited().wastedHours()));
        }
        return new Tally(choice.name(), choice.family(), true, totals);
    }

    private List<Attempt> of(String contestant) {
        return Objects.requireNonNull(
                attempts.get(contestant), () -> contestant + " has not been tried");
    }
}
