// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether this replica of the operator may act. It ends by the clock: a replica that cannot renew
 * its lease, or is too slow to, stops before another may take it, whether it has noticed or not.
 *
 * <p>For any number of threads.
 */
public final class Leadership implements BooleanSupplier {

    /** Whether the lease is held, and the running time at which that ends. */
    private record Term(boolean held, long end) {}

    private static final Term NONE = new Term(false, 0);

    private final LongSupplier nanoTime;
    private final long lastsNanos;
    private volatile Term term = NONE;

    /**
     * Not leading yet.
     *
     * @param nanoTime the running time
     * @param lasts how long after a renewal it lasts
     */
    Leadership(LongSupplier nanoTime, Duration lasts) {
        this.nanoTime = nanoTime;
        this.lastsNanos = lasts.toNanos();
    }

    /** Of the only replica there is: always. */
    public static BooleanSupplier alone() {
        return () -> true;
    }

    /**
     * The lease was won or renewed.
     *
     * @param asked running time before the API server was asked: it may have answered late
     */
    void renewed(long asked) {
        term = new Term(true, asked + lastsNanos);
    }

    /** The lease was lost or given back. */
    void ended() {
        term = NONE;
    }

    @Override
    public boolean getAsBoolean() {
        Term now = term;
        return now.held() && now.end() - nanoTime.getAsLong() > 0;
    }
}
