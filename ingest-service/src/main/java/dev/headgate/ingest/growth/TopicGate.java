// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.growth;

import dev.headgate.contract.growth.GateReport;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether a topic's events may be sent now. A gate that is closed opens when the producer sees the
 * partitions that were announced, when it is told to, and in any case after its time.
 *
 * <p>Implementation note: who wants to send enters first, and looks at the gate after that; who
 * closes the gate counts those who are in after that. Both are volatile, so of the two at least one
 * sees the other: once the gate is closed and nobody is in, nothing more of the topic can enter the
 * producer. A request leaves when Kafka's answers to all its events are known, however long after
 * its own answer. For any number of threads.
 */
public final class TopicGate {

    private static final long DRAIN_LOOK_MS = 5;

    private final String topic;
    private final long lateNanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<@Nullable Closing> closing = new AtomicReference<>();
    private volatile int partitions;
    private volatile boolean unknownOnce;
    private volatile long unknownNanos;

    /**
     * One time of being closed.
     *
     * @param changed goes off when it is over or another takes its place
     */
    record Closing(int partitions, long endNanos, CountDownLatch changed) {

        long leftNanos() {
            return Math.max(0, endNanos - System.nanoTime());
        }
    }

    /**
     * An open gate.
     *
     * @param late how long a record may still turn up in the log after the producer gave it up
     */
    TopicGate(String topic, Duration late) {
        this.topic = topic;
        this.lateNanos = late.toNanos();
    }

    /** The topic whose gate it is. */
    public String topic() {
        return topic;
    }

    /** Lets a request in, who then has to leave; false if the gate is closed. */
    public boolean tryEnter() {
        if (!isOpen()) {
            // Those who only ask must not look like ones who are in.
            return false;
        }
        inFlight.incrementAndGet();
        if (isOpen()) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    /**
     * What a request has sent is answered by Kafka.
     *
     * @param certain whether it is known of each event if it was stored
     */
    public void leave(boolean certain) {
        if (!certain) {
            unknownNanos = System.nanoTime();
            unknownOnce = true;
        }
        inFlight.decrementAndGet();
    }

    /** Waits until the gate is open, or until then by {@link System#nanoTime()}; true if it is. */
    public boolean awaitOpen(long untilNanos) {
        try {
            for (Closing now = closing.get(); now != null; now = closing.get()) {
                long left = untilNanos - System.nanoTime();
                long closed = now.leftNanos();
                if (closed == 0) {
                    return true;
                }
                if (left <= 0) {
                    return false;
                }
                boolean _ = now.changed().await(Math.min(left, closed), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until nothing of the topic is on its way, or the time is over. */
    public void awaitDrained(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (!isDrained() && end - System.nanoTime() > 0) {
                Closing now = closing.get();
                if (now == null || now.changed().await(DRAIN_LOOK_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Closes the gate. One that is closed for the same number of partitions keeps its end: closing
     * it again cannot hold events back for ever.
     *
     * @return the time of being closed that has begun; absent if none has
     */
    @Nullable Closing close(int announced, Duration time) {
        var next =
                new Closing(announced, System.nanoTime() + time.toNanos(), new CountDownLatch(1));
        while (true) {
            Closing now = closing.get();
            if (now != null && now.partitions() == announced && now.leftNanos() > 0) {
                return null;
            }
            if (closing.compareAndSet(now, next)) {
                if (now != null) {
                    now.changed().countDown();
                }
                return next;
            }
        }
    }

    /** Opens the gate. */
    public void open() {
        Closing now = closing.getAndSet(null);
        if (now != null) {
            now.changed().countDown();
        }
    }

    /** Waits for a pause, or less if this time of being closed is over before; true if it lasts. */
    boolean lasts(Closing watched, Duration pause) throws InterruptedException {
        long wait = Math.min(pause.toNanos(), watched.leftNanos());
        if (watched.changed().await(wait, TimeUnit.NANOSECONDS)) {
            return false;
        }
        if (watched.leftNanos() > 0) {
            return true;
        }
        if (closing.compareAndSet(watched, null)) {
            watched.changed().countDown();
        }
        return false;
    }

    /** Notes what the producer sees, and opens the gate if that is what it waits for. */
    void seen(int found) {
        partitions = found;
        Closing now = closing.get();
        if (now != null && found >= now.partitions() && closing.compareAndSet(now, null)) {
            now.changed().countDown();
        }
    }

    /** How it stands. */
    public GateReport report() {
        Closing now = closing.get();
        long left = now == null ? 0 : now.leftNanos();
        return new GateReport(
                topic, left > 0, isDrained(), TimeUnit.NANOSECONDS.toMillis(left), partitions);
    }

    private boolean isOpen() {
        Closing now = closing.get();
        return now == null || now.leftNanos() == 0;
    }

    private boolean isDrained() {
        return inFlight.get() == 0
                && (!unknownOnce || System.nanoTime() - unknownNanos >= lateNanos);
    }
}
