// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number that one thread writes and any thread reads, without the price of an atomic update. */
final class Tally {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Tally.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // Read and written through the handle.
    private long value;

    /** For its owner. */
    void add(long more) {
        set((long) VALUE.get(this) + more);
    }

    /** For its owner. */
    void set(long now) {
        VALUE.setRelease(this, now);
    }

    /** For its owner. */
    void atLeast(long least) {
        if (least > (long) VALUE.get(this)) {
            set(least);
        }
    }

    /** For anybody. */
    long get() {
        return (long) VALUE.getAcquire(this);
    }
}
