// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Work beside the lanes that is done again and again: a virtual thread that takes a turn, rests for
 * as long as the turn has said, and takes the next one, until it is closed. What a turn throws
 * unchecked ends the thread.
 */
public final class BackgroundLoop implements AutoCloseable {

    private final Thread thread;
    private final Duration grace;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** One round of the work. */
    @FunctionalInterface
    public interface Turn {
        /** Does it; answers how long to rest before the next one. */
        Duration take() throws InterruptedException;
    }

    /**
     * A loop that has not begun.
     *
     * @param name name of its thread
     * @param first how long to rest before the first turn
     * @param grace how long {@link #close} lets a turn end by itself before it is broken off
     */
    public BackgroundLoop(String name, Duration first, Duration grace, Turn turn) {
        this.grace = grace;
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(first, turn));
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** True once it is being closed: a long turn looks at this between its steps. */
    public boolean isClosing() {
        return stop.getCount() == 0;
    }

    /** Rests within a turn; for a shorter time if it is being closed. */
    public void rest(Duration time) throws InterruptedException {
        if (time.isPositive()) {
            boolean _ = stop.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Ends after the turn, or breaks it off if that takes too long. Harmless if it never began. */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (thread.isAlive() && !thread.join(grace)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            thread.interrupt();
        }
    }

    private void run(Duration first, Turn turn) {
        try {
            rest(first);
            while (!isClosing()) {
                rest(turn.take());
            }
        } catch (InterruptedException _) {
            // Broken off by close.
        }
    }
}
