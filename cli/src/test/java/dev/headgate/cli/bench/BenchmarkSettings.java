// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

/**
 * How long a benchmark works; {@code -Dbench.rounds} and {@code -Dbench.seconds} change it.
 *
 * @param rounds rounds of all measurements, interleaved
 * @param seconds seconds that each measurement lasts
 */
record BenchmarkSettings(int rounds, int seconds) {

    private static final int ROUNDS = 3;
    private static final int SECONDS = 6;

    static BenchmarkSettings ofProperties() {
        return new BenchmarkSettings(
                Integer.getInteger("bench.rounds", ROUNDS),
                Integer.getInteger("bench.seconds", SECONDS));
    }

    /** Where and how often it was measured. */
    String conditions() {
        int processors = Runtime.getRuntime().availableProcessors();
        return "Everything shares %d cores; Java %s; %s."
                .formatted(
                        processors,
                        System.getProperty("java.version"),
                        rounds == 1 ? "one round" : "medians of " + rounds + " interleaved rounds");
    }
}
