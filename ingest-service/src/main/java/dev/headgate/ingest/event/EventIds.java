// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Makes ids for events that came without one: UUIDs of version 7, which sort by time.
 *
 * <p>Implementation note: an id that repeats would make the consumer suppress a new event, so
 * within a process ids differ by construction: 64 of the 74 free bits are a bijective mix of a
 * counter. The counter's start and the other ten bits come from a secure source and keep processes
 * apart. Ids name events; they are not secrets.
 */
public final class EventIds {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final LongSupplier clockMs;
    private final AtomicLong counter;
    private final long processBits;

    /** Ids dated by the given clock. */
    public EventIds(LongSupplier clockMs) {
        var random = new SecureRandom();
        this.clockMs = clockMs;
        this.counter = new AtomicLong(random.nextLong());
        this.processBits = random.nextInt(1 << 10);
    }

    /** A new id. */
    public String next() {
        long mixed = mix(counter.getAndAdd(STEP));
        long high = clockMs.getAsLong() << 16 | 0x7000L | processBits << 2 | mixed >>> 62;
        long low = (mixed & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
