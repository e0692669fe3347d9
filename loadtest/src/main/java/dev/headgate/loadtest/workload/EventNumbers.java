// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

/**
 * The random numbers of one event: each is a pure function of seed, index and its place.
 *
 * <p>Implementation note: the generator is counter based (Salmon et al. 2011), with the finaliser
 * of SplitMix64 (Steele, Lea, Flood 2014) as its function. An event's base is a mix of seed and
 * index; the number at a place is a mix of base and place.
 *
 * @param index the event's place in the run
 * @param base what its numbers are made from
 */
public record EventNumbers(long index, long base) {

    static final int FATE = 0;
    static final int FLAW = 1;
    static final int TYPE = 2;
    static final int KEY = 3;
    static final int ORIGIN_FIRST = 16;
    static final int DATA_FIRST = 64;

    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long INDEX_STEP = 0xD1342543DE82EF95L;

    /** The numbers of the event at an index. */
    public static EventNumbers of(long seed, long index) {
        return new EventNumbers(index, mix(mix(seed + STEP) + index * INDEX_STEP));
    }

    /** The number at a place: 64 random bits. */
    public long at(int place) {
        return mix(base + place * STEP);
    }

    /** The number at a place, from 0 (inclusive) to 1 (exclusive). */
    double fraction(int place) {
        return (at(place) >>> 11) * 0x1p-53;
    }

    /** The number at a place, from 0 (inclusive) to a bound (exclusive). */
    long below(int place, long bound) {
        return Math.unsignedMultiplyHigh(at(place), bound);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
