// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.Arrays;

/**
 * Partitions with what waits in them, and how far they are settled. Not for several threads.
 *
 * <p>Implementation note: in each partition the end offset is what is settled plus the records that
 * wait plus the marks that wait among them. Marks of a second stand before its records.
 */
final class Topic {

    private final Offsets offsets;
    private final Backlog[] waiting;
    private final Backlog[] marks;
    private final long[] settled;
    private long records;

    Topic(int partitions) {
        offsets = new Offsets(partitions);
        waiting = new Backlog[partitions];
        marks = new Backlog[partitions];
        Arrays.setAll(waiting, _ -> new Backlog());
        Arrays.setAll(marks, _ -> new Backlog());
        settled = new long[partitions];
    }

    int partitions() {
        return waiting.length;
    }

    Offsets offsets() {
        return offsets;
    }

    /** Offset up to which the partition is settled, or is known to be so when it is committed. */
    long settled(int partition) {
        return settled[partition];
    }

    /** Records that wait in the partition. */
    long records(int partition) {
        return waiting[partition].records();
    }

    /** Records that wait. */
    long records() {
        return records;
    }

    /** The second in which the oldest arrived that waits; the given one if none does. */
    int oldest(int partition, int none) {
        return waiting[partition].oldest(none);
    }

    void arrive(int partition, int second, long count) {
        waiting[partition].add(second, count);
        records += count;
        offsets.append(partition, count);
    }

    /** Settles the oldest ones, at most all; how many that were. */
    long settle(int partition, long count) {
        long taken = waiting[partition].take(count);
        records -= taken;
        settled[partition] += taken;
        return taken;
    }

    /** Commits what is settled; a mark is so when all before it is. */
    void commit(int partition) {
        passMarks(partition);
        offsets.commit(partition, settled[partition]);
    }

    /** An offset of each partition that is no record. */
    void mark(int second) {
        for (int p = 0; p < marks.length; p++) {
            marks[p].add(second, 1);
            offsets.append(p, 1);
        }
    }

    private void passMarks(int partition) {
        if (marks[partition].records() > 0) {
            int next = waiting[partition].oldest(Integer.MAX_VALUE);
            settled[partition] += marks[partition].takeUntil(next);
        }
    }

    /** It is deleted with all that waits, and made again. */
    void recreate() {
        for (int p = 0; p < waiting.length; p++) {
            waiting[p].takeUntil(Integer.MAX_VALUE);
            marks[p].takeUntil(Integer.MAX_VALUE);
            settled[p] = 0;
        }
        records = 0;
        offsets.recreate();
    }

    void loseOffsets() {
        offsets.forgetCommitted();
    }

    /** Deletes that share of the records that wait, the oldest ones, and all before them. */
    void retain(double share) {
        for (int p = 0; p < waiting.length; p++) {
            settle(p, (long) (waiting[p].records() * share));
            passMarks(p);
            offsets.startAt(p, settled[p]);
        }
    }
}
