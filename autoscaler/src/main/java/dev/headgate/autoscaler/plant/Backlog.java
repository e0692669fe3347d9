// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/**
 * What waits in one partition: how many records arrived in which second, first in, first out. Not
 * for several threads.
 *
 * <p>Implementation note: a ring of two arrays, doubled when full, since a plant keeps one for each
 * partition and touches it twice in each simulated second.
 */
final class Backlog {

    /** A power of two, as the capacity always is, so that an index wraps by a mask. */
    private static final int FIRST_CAPACITY = 64;

    private int[] seconds = new int[FIRST_CAPACITY];
    private long[] counts = new long[FIRST_CAPACITY];
    private int head;
    private int size;
    private long records;

    /** Adds records of a second that is no earlier than any before; none leave no trace. */
    void add(int second, long count) {
        if (count == 0) {
            return;
        }
        records += count;
        int last = index(size - 1);
        if (size > 0 && seconds[last] == second) {
            counts[last] += count;
            return;
        }
        if (size == seconds.length) {
            grow();
        }
        seconds[index(size)] = second;
        counts[index(size)] = count;
        size++;
    }

    /** Takes the oldest ones, at most all; how many that were. */
    long take(long count) {
        long taken = Math.min(count, records);
        records -= taken;
        long left = taken;
        while (left > 0) {
            long here = counts[head];
            if (here > left) {
                counts[head] = here - left;
                return taken;
            }
            left -= here;
            dropOldest();
        }
        return taken;
    }

    /** Takes those that arrived in that second or before it; how many that were. */
    long takeUntil(int second) {
        long taken = 0;
        while (size > 0 && seconds[head] <= second) {
            taken += counts[head];
            dropOldest();
        }
        records -= taken;
        return taken;
    }

    long records() {
        return records;
    }

    /** The second in which the oldest arrived; the given one if nothing waits. */
    int oldest(int none) {
        return size == 0 ? none : seconds[head];
    }

    private void dropOldest() {
        head = index(1);
        size--;
    }

    private int index(int number) {
        return (head + number) & (seconds.length - 1);
    }

    private void grow() {
        int[] moreSeconds = new int[2 * size];
        long[] moreCounts = new long[2 * size];
        for (int i = 0; i < size; i++) {
            moreSeconds[i] = seconds[index(i)];
            moreCounts[i] = counts[index(i)];
        }
        seconds = moreSeconds;
        counts = moreCounts;
        head = 0;
    }
}
