// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

/**
 * Counts that were read one after another, of which only so many are kept. Not for several threads.
 *
 * <p>Implementation note: a ring of arrays, since one is written each five seconds of a run.
 */
final class Series {

    private final int[] seconds;
    private final long[] counts;
    private final long[] added;
    private int head;
    private int size;

    Series(int capacity) {
        this.seconds = new int[capacity];
        this.counts = new long[capacity];
        this.added = new long[capacity];
    }

    /**
     * The latest one; the oldest goes if there are too many.
     *
     * @param count what was read
     * @param more how much of it has come since the one before
     */
    void add(int second, long count, long more) {
        int index = index(size);
        seconds[index] = second;
        counts[index] = count;
        added[index] = more;
        if (size == seconds.length) {
            head = index(1);
        } else {
            size++;
        }
    }

    int size() {
        return size;
    }

    int second(int number) {
        return seconds[index(number)];
    }

    long count(int number) {
        return counts[index(number)];
    }

    long added(int number) {
        return added[index(number)];
    }

    /** Number of the first that is not older than that second; the size if all are. */
    int firstSince(int second) {
        int number = size;
        while (number > 0 && second(number - 1) >= second) {
            number--;
        }
        return number;
    }

    private int index(int number) {
        return (head + number) % seconds.length;
    }
}
