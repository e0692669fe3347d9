// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * For how long lanes have been busy, as an integral over time: the measure of how much of its
 * capacity a consumer uses. Thread-safe.
 */
public final class BusyTime {

    private final int writers;
    private final LongSupplier clockNs;
    private final ReentrantLock lock = new ReentrantLock();
    private int lanes;
    private long sinceNs;
    private double busyNs;
    private double laneNs;

    /**
     * The integrals so far.
     *
     * @param busySeconds of min(1, busy lanes / writers)
     * @param laneSeconds of busy lanes
     */
    public record Integral(double busySeconds, double laneSeconds) {}

    /** For a consumer in which so many lanes can write at the same time. */
    BusyTime(int writers) {
        this(writers, System::nanoTime);
    }

    BusyTime(int writers, LongSupplier clockNs) {
        this.writers = writers;
        this.clockNs = clockNs;
        this.sinceNs = clockNs.getAsLong();
    }

    /** Lanes that can write at the same time. */
    int writers() {
        return writers;
    }

    /** A lane begins to work. */
    public void begin() {
        change(1);
    }

    /** A lane has nothing to do, or waits for what is not its work. */
    public void end() {
        change(-1);
    }

    /** Until now. */
    Integral integral() {
        lock.lock();
        try {
            advance();
            return new Integral(busyNs / 1e9, laneNs / 1e9);
        } finally {
            lock.unlock();
        }
    }

    private void change(int difference) {
        lock.lock();
        try {
            advance();
            lanes += difference;
        } finally {
            lock.unlock();
        }
    }

    private void advance() {
        long now = clockNs.getAsLong();
        long passed = now - sinceNs;
        sinceNs = now;
        busyNs += passed * Math.min(1.0, (double) lanes / writers);
        laneNs += (double) passed * lanes;
    }
}
