// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

/** The random numbers for the data of one event, one after the other. Owned by one thread. */
final class DataDraws {

    private final EventNumbers numbers;
    private int place = EventNumbers.DATA_FIRST;

    DataDraws(EventNumbers numbers) {
        this.numbers = numbers;
    }

    EventNumbers numbers() {
        return numbers;
    }

    /** The next 64 random bits. */
    long next() {
        return numbers.at(place++);
    }

    /** The next number from 0 (inclusive) to 1 (exclusive). */
    double fraction() {
        return numbers.fraction(place++);
    }

    /** The next number from a least to a greatest one, both included. */
    long between(long min, long max) {
        return min + numbers.below(place++, max - min + 1);
    }
}
