// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.trace.HeldOutSet;
import dev.headgate.autoscaler.trace.Trial;
import dev.headgate.autoscaler.trace.TuningSet;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Trials to compare contestants on, made anew from each seed.
 *
 * @param name for tables and files
 * @param firstSeed the first of its seeds; the others follow it
 * @param trials those in which the promise can be kept; their names differ
 * @param limited the one in which it cannot, because of what is behind the replicas
 */
public record TrialSet(
        String name,
        long firstSeed,
        LongFunction<List<Trial>> trials,
        LongFunction<Trial> limited) {

    /** The one that constants were found with. */
    static final TrialSet TUNING = new TrialSet("tuning", 1, TuningSet::of, TuningSet::limited);

    /** The one that nothing was found with. */
    static final TrialSet HELD_OUT =
            new TrialSet("held-out", 1_001, HeldOutSet::of, HeldOutSet::limited);

    /** Sets that the page tells of. */
    static final List<TrialSet> ALL = List.of(TUNING, HELD_OUT);

    /** So many seeds. */
    List<Long> seeds(int count) {
        return LongStream.range(firstSeed, firstSeed + count).boxed().toList();
    }
}
