// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.baseline.StaticCount;
import dev.headgate.autoscaler.bench.Contestant;
import dev.headgate.autoscaler.bench.Contestants;
import dev.headgate.autoscaler.trace.NamedTraces;
import dev.headgate.autoscaler.trace.Trial;
import dev.headgate.cli.CommandFailure;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** The contestants by names that a shell takes without quotes: {@code KEDA 10 s} is keda-10-s. */
final class Controllers {

    /** The word for all of them. */
    static final String ALL = "all";

    private Controllers() {}

    /** Those that the word means. */
    static List<Contestant> of(String word, Trial trial) {
        String wanted = NamedTraces.plain(word);
        if (wanted.equals(ALL)) {
            return distinct(trial);
        }
        List<Contestant> named =
                Contestants.all().stream().filter(each -> name(each).equals(wanted)).toList();
        if (named.isEmpty()) {
            throw CommandFailure.invalid(
                    "--controller: there is no %s. Give all or one of %s."
                            .formatted(
                                    word,
                                    Contestants.all().stream()
                                            .map(Controllers::name)
                                            .collect(Collectors.joining(", "))));
        }
        named.forEach(each -> check(each, trial));
        return named;
    }

    /** A fixed count must be one that there may be, or its name would not be true. */
    private static void check(Contestant contestant, Trial trial) {
        if (contestant.maker().apply(trial) instanceof StaticCount fixed
                && !contestant.name().equals(Contestants.STATIC_MOST)
                && !name(contestant).equals("static-" + fixed.count())) {
            throw CommandFailure.invalid(
                    "--controller: %s is more than the %d replicas that there may be; raise --max-replicas or --partitions."
                            .formatted(name(contestant), fixed.count()));
        }
    }

    /** What a contestant is called here. */
    static String name(Contestant contestant) {
        return NamedTraces.plain(contestant.name());
    }

    /** Of fixed counts that the promise makes the same only the last, which is "static most". */
    private static List<Contestant> distinct(Trial trial) {
        var counts = new HashSet<StaticCount>();
        return Contestants.all().reversed().stream()
                .filter(each ->
                        !(each.maker().apply(trial) instanceof StaticCount count)
                                || counts.add(count))
                .toList()
                .reversed();
    }
}
