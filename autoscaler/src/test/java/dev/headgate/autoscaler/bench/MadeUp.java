// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.baseline.StaticCount;
import dev.headgate.autoscaler.plant.Disturbance;
import dev.headgate.autoscaler.plant.PlantSettings;
import dev.headgate.autoscaler.plant.Promise;
import dev.headgate.autoscaler.plant.Scenario;
import dev.headgate.autoscaler.plant.Score;
import dev.headgate.autoscaler.trace.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Trials and results that nobody has run, with figures that can be added up in the head. */
final class MadeUp {

    private final List<Attempt> attempts = new ArrayList<>();
    private final List<String> trials;

    MadeUp(String... trials) {
        this.trials = List.of(trials);
    }

    /** Ten minutes of an even load. */
    static Trial trial(String name, double rate, List<Disturbance> disturbances) {
        PlantSettings plant = PlantSettings.USUAL;
        double[] shares = new double[plant.partitions()];
        Arrays.fill(shares, 1.0 / shares.length);
        return new Trial(
                new Scenario(name, 600, _ -> rate, _ -> shares, disturbances, 0, 2),
                plant,
                new Promise(60, 1, plant.partitions()));
    }

    /** Two such trials and a limited one. */
    static TrialSet set() {
        return new TrialSet(
                "tiny",
                7,
                seed ->
                        List.of(
                                trial("even", (double) (1_000 + seed), List.of()),
                                trial("more", 3_000, List.of())),
                _ ->
                        trial(
                                "limited",
                                5_000,
                                List.of(new Disturbance.Downstream(0, 600, 2_500, false))));
    }

    static Score score(double violationMinutes, double replicaHours, int actions) {
        return new Score(
                violationMinutes, 10 * violationMinutes, replicaHours, actions, 1, 0, 0, 0, 0);
    }

    /**
     * Another seed of a contestant, which changed once and wasted nothing.
     *
     * @param minutesAndHours violation minutes and replica-hours of the first trial, the second...
     */
    MadeUp attempt(String name, Family family, double... minutesAndHours) {
        return wasting(0, name, family, minutesAndHours);
    }

    /** The same, of one that wasted hours in the limited trial. */
    MadeUp wasting(double hours, String name, Family family, double... minutesAndHours) {
        long seed = attempts.stream().filter(each -> each.contestant().name().equals(name)).count();
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < trials.size(); i++) {
            outcomes.add(
                    new Outcome(
                            trials.get(i),
                            score(minutesAndHours[2 * i], minutesAndHours[2 * i + 1], 1),
                            0));
        }
        attempts.add(
                new Attempt(
                        new Contestant(name, family, _ -> new StaticCount(1)),
                        seed,
                        outcomes,
                        new Outcome("limited", score(500, 500, 500), hours)));
        return this;
    }

    Results results() {
        return new Results(attempts);
    }

    /** A tally of one seed. */
    static Tally tally(String name, Family family, double minutes, double hours, int actions) {
        return new Tally(
                name, family, false, List.of(Totals.NONE.plus(score(minutes, hours, actions))));
    }
}
