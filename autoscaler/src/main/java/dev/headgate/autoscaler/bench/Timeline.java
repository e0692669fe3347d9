// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.plant.Moment;
import dev.headgate.autoscaler.plant.Run;
import dev.headgate.autoscaler.trace.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One run, second by second.
 *
 * @param contestant its name
 * @param objectiveSeconds what was promised
 * @param moments each second, one at least
 */
public record Timeline(
        String contestant, String trial, double objectiveSeconds, List<Moment> moments) {

    public Timeline {
        moments = List.copyOf(moments);
        if (moments.isEmpty()) {
            throw new IllegalArgumentException("a run has a moment at least");
        }
    }

    /** The run that the results tell of, once more. */
    static Timeline of(Contestant contestant, Trial trial, long seed) {
        var moments = new ArrayList<Moment>();
        Run.of(
                trial.scenario(),
                trial.plant(),
                trial.promise(),
                contestant.maker().apply(trial),
                Outcome.runSeed(trial, seed),
                moments::add);
        return new Timeline(
                contestant.name(),
                trial.scenario().name(),
                trial.promise().objectiveSeconds(),
                moments);
    }

    /** The greatest of a value. */
    double greatest(ToDoubleFunction<Moment> value) {
        return moments.stream().mapToDouble(value).max().orElse(0);
    }

    /** How long the run is, in seconds. */
    double seconds() {
        return moments.getLast().second() + 1.0;
    }

    /**
     * So many moments at most, in their order: the first, the last, and the least and the greatest
     * value of each stretch between, so that no peak is lost.
     */
    List<Moment> thinned(ToDoubleFunction<Moment> value, int most) {
        if (moments.size() <= most) {
            return moments;
        }
        Comparator<Moment> byValue = Comparator.comparingDouble(value);
        int stretches = most / 2 - 1;
        var kept = new ArrayList<Moment>();
        kept.add(moments.getFirst());
        for (long i = 0; i < stretches; i++) {
            List<Moment> stretch =
                    moments.subList(
                            (int) (i * moments.size() / stretches),
                            (int) ((i + 1) * moments.size() / stretches));
            Moment least = stretch.stream().min(byValue).orElseThrow();
            Moment greatest = stretch.stream().max(byValue).orElseThrow();
            boolean leastFirst = least.second() < greatest.second();
            kept.add(leastFirst ? least : greatest);
            kept.add(leastFirst ? greatest : least);
        }
        kept.add(moments.getLast());
        return kept;
    }
}
