// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a fault test says about its run: the seed of its schedule, first of all, and figures. The
 * seed is printed; {@code -Dheadgate.faults.seed=N} repeats a schedule.
 */
final class FaultLog {

    static final String SEED = "seed";

    private static final String SEED_PROPERTY = "headgate.faults.seed";

    private final long seed;
    private final BiConsumer<String, String> entries;

    private FaultLog(long seed, BiConsumer<String, String> entries) {
        this.seed = seed;
        this.entries = entries;
    }

    static FaultLog of(ExtensionContext context) {
        long seed = Long.getLong(SEED_PROPERTY, System.nanoTime() & 0xFFFF_FFFFL);
        var log =
                new FaultLog(
                        seed, (name, value) -> context.publishReportEntry(Map.of(name, value)));
        log.figure(SEED, seed);
        System.out.printf(
                "%s %s: -D%s=%d%n",
                context.getTags(), context.getDisplayName(), SEED_PROPERTY, seed);
        return log;
    }

    /** A source of chance that gives the same again for the same seed. */
    Random random() {
        return new Random(seed);
    }

    /** How much of something: little in every build, much in a whole run. */
    static int choose(int little, int much) {
        return Boolean.getBoolean("headgate.faults.whole") ? much : little;
    }

    /** Puts a figure on record. */
    void figure(String name, Object value) {
        entries.accept(name, String.valueOf(value));
    }
}
