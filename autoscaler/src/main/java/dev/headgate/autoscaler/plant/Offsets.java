// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.Arrays;

/**
 * The offsets of a topic's partitions, as Kafka knows them. In each partition {@code start} and
 * {@code committed} never go beyond {@code end}. Not for several threads.
 */
final class Offsets {

    /** Nothing is committed. */
    static final long NONE = -1;

    private final long[] ends;
    private final long[] starts;
    private final long[] committed;
    private int life;

    Offsets(int partitions) {
        this(new long[partitions], new long[partitions], new long[partitions], 0);
    }

    private Offsets(long[] ends, long[] starts, long[] committed, int life) {
        this.ends = ends;
        this.starts = starts;
        this.committed = committed;
        this.life = life;
    }

    /** The same as they are now, whatever comes. */
    Offsets copy() {
        return new Offsets(ends.clone(), starts.clone(), committed.clone(), life);
    }

    /** How often the topic was made again. */
    int life() {
        return life;
    }

    long end(int partition) {
        return ends[partition];
    }

    long start(int partition) {
        return starts[partition];
    }

    /** What was committed last, {@link #NONE} if nothing. */
    long committed(int partition) {
        return committed[partition];
    }

    void append(int partition, long offsets) {
        ends[partition] += offsets;
    }

    void commit(int partition, long offset) {
        committed[partition] = offset;
    }

    void startAt(int partition, long offset) {
        starts[partition] = offset;
    }

    void forgetCommitted() {
        Arrays.fill(committed, NONE);
    }

    /** The topic is another one of the same name. */
    void recreate() {
        life++;
        Arrays.fill(ends, 0);
        Arrays.fill(starts, 0);
        forgetCommitted();
    }
}
