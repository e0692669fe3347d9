// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

/** Tells who waits for a benchmark how far it has come. */
final class Progress {

    private Progress() {}

    /** One line about a measurement that is done; the table holds the median of several. */
    static void say(String measurement, double perSecond) {
        System.err.printf("%s: %,.0f/s%n", measurement, perSecond);
    }
}
