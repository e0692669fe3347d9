// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import dev.headgate.autoscaler.plant.Disturbance;
import dev.headgate.autoscaler.plant.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The traces that everybody has: the trials of the tuning set, of one seed. Their names are written
 * without spaces, so that a shell takes them.
 */
public final class NamedTraces {

    private static final long SEED = 1;

    private NamedTraces() {}

    /** All names. */
    public static List<String> names() {
        return all().map(trial -> plain(trial.scenario().name())).toList();
    }

    /** The trace of that name, with the plant that it was made for. */
    public static Optional<Trial> of(String name) {
        String wanted = plain(name);
        return all().filter(trial -> plain(trial.scenario().name()).equals(wanted)).findFirst();
    }

    /**
     * The same trace, dealt to another number of partitions; nothing if it is not about evenly
     * filled ones, for then nobody knows how.
     */
    public static Optional<Scenario> dealt(Scenario scenario, int partitions) {
        double[] shares = scenario.shares().at(0);
        if (shares.length == partitions) {
            return Optional.of(scenario);
        }
        if (Arrays.stream(shares).distinct().count() > 1) {
            return Optional.empty();
        }
        return Optional.of(
                new Scenario(
                        scenario.name(),
                        scenario.seconds(),
                        scenario.arrivals(),
                        Shapes.even(partitions),
                        scenario.disturbances().stream()
                                .map(each -> moved(each, partitions))
                                .toList(),
                        scenario.firstBacklog(),
                        scenario.firstReplicas()));
    }

    private static Disturbance moved(Disturbance disturbance, int partitions) {
        return disturbance instanceof Disturbance.Poison(int from, int to, int partition)
                ? new Disturbance.Poison(from, to, partition % partitions)
                : disturbance;
    }

    private static Stream<Trial> all() {
        return Stream.concat(TuningSet.of(SEED).stream(), Stream.of(TuningSet.limited(SEED)));
    }

    /** A name that a shell takes without quotes: {@code KEDA 10 s} is keda-10-s. */
    public static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
