// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What came of one contestant in all, for each seed.
 *
 * @param name for tables
 * @param hindsight whether it is one that nobody can choose beforehand
 * @param seeds totals of each seed, in the order of all other tallies
 */
record Tally(String name, Family family, boolean hindsight, List<Totals> seeds) {

    Tally {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("a tally needs a seed");
        }
    }

    /** A measure of each seed. */
    double[] values(Measure measure) {
        return seeds.stream().mapToDouble(measure::of).toArray();
    }

    /** The same on average. */
    double mean(Measure measure) {
        return Arrays.stream(values(measure)).sum() / seeds.size();
    }

    /** Name without what all of its family have in common. */
    String shortName() {
        String prefix = family.title() + " ";
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}
