// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a selector at an instant. {@link Selector#select(long)} counts in whole milliseconds, which
 * is longer than a fast answer takes; a parked thread wakes within some fifty microseconds and
 * costs nothing while it waits. One loop sets instants, one thread of the pacer's own keeps them.
 */
final class Pacer implements AutoCloseable {

    private static final long NEVER = Long.MAX_VALUE;

    private final Selector selector;
    private final Thread thread;
    private volatile long wakeAt = NEVER;
    private volatile boolean closed;

    Pacer(Selector selector, String name) {
        this.selector = selector;
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** The selector shall be woken at this value of {@link System#nanoTime()}. */
    void wakeAt(long nanoTime) {
        wakeAt = nanoTime;
        LockSupport.unpark(thread);
    }

    /** The selector woke by itself. */
    void cancel() {
        // The thread may wake once for nothing; that is cheaper than telling it.
        wakeAt = NEVER;
    }

    private void run() {
        while (!closed) {
            long at = wakeAt;
            if (at == NEVER) {
                LockSupport.park(this);
                continue;
            }
            long wait = at - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
            } else {
                wakeAt = NEVER;
                selector.wakeup();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
