// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A rate that may not be exceeded: a bucket that holds what may be taken in one second and is
 * filled evenly. What is more than a bucketful is given when the bucket is full, and what comes
 * next waits until it is paid for: it would never be given otherwise. Thread-safe.
 *
 * <p>Implementation note: the generic cell rate algorithm (ITU-T I.371). All there is to know of a
 * bucket is the time at which it will be full, so one number is exchanged by compare-and-set.
 */
public final class TokenBucket {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long perSecond;
    private final LongSupplier nanoClock;
    private final AtomicLong fullAt;

    /** A full one. */
    public TokenBucket(long perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
        this.fullAt = new AtomicLong(nanoClock.getAsLong());
    }

    long perSecond() {
        return perSecond;
    }

    /** Nanoseconds after which so much can be taken; if it is not positive, it was taken. */
    public long take(long amount) {
        long cost = cost(amount);
        while (true) {
            long now = nanoClock.getAsLong();
            long was = fullAt.get();
            long from = was - now > 0 ? was : now;
            long wait = from - now + Math.min(cost, SECOND) - SECOND;
            if (wait > 0 || fullAt.compareAndSet(was, from + cost)) {
                return wait;
            }
        }
    }

    /** Gives back what was taken just now and not used. */
    void giveBack(long amount) {
        fullAt.addAndGet(-cost(amount));
    }

    private long cost(long amount) {
        return Math.ceilDiv(amount * SECOND, perSecond);
    }
}
