// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * The events of one request on their way: collects their outcomes, wakes the request's thread when
 * the last is in, and lets go of the request's bytes then, however long after the answer.
 */
public final class Publication {

    private final Thread owner = Thread.currentThread();
    private final AtomicReferenceArray<SendOutcome> outcomes;
    private final AtomicInteger pending;
    private final Ending whenAllAnswered;

    /** Written before the count of pending events goes down, read after it is down to none. */
    private boolean uncertain;

    /** Written before a watch sees the publication. */
    private long deadlineNanos;

    /** What is done once all outcomes are in. */
    @FunctionalInterface
    public interface Ending {

        /**
         * Called once.
         *
         * @param certain whether it is known of each event if it was stored
         */
        void ended(boolean certain);
    }

    /** For so many events, owned by the current thread. */
    public Publication(int events, Ending whenAllAnswered) {
        this.outcomes = new AtomicReferenceArray<>(events);
        this.pending = new AtomicInteger(events);
        this.whenAllAnswered = whenAllAnswered;
    }

    boolean isOwner(Thread thread) {
        return owner == thread;
    }

    /** Takes the outcome of one event; only the first one counts. */
    public void complete(int number, SendOutcome outcome) {
        if (!outcomes.compareAndSet(number, null, outcome)) {
            return;
        }
        if (outcome instanceof SendOutcome.Unknown) {
            uncertain = true;
        }
        if (pending.decrementAndGet() == 0) {
            whenAllAnswered.ended(!uncertain);
            LockSupport.unpark(owner);
        }
    }

    /**
     * Waits until all outcomes are known or the time is over; true if all are.
     *
     * @param deadline when the time is over, on the clock of {@link System#nanoTime()}
     * @param watch wakes the waiting thread then, a little late
     */
    public boolean await(long deadline, DeadlineWatch watch) {
        if (pending.get() == 0) {
            return true;
        }
        deadlineNanos = deadline;
        boolean interrupted = false;
        watch.add(this);
        try {
            while (pending.get() > 0 && !isOver(System.nanoTime())) {
                park(watch);
                interrupted |= Thread.interrupted();
            }
        } finally {
            watch.remove(this);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return pending.get() == 0;
    }

    private void park(DeadlineWatch watch) {
        if (watch.isClosed()) {
            LockSupport.parkNanos(this, deadlineNanos - System.nanoTime());
        } else {
            LockSupport.park(this);
        }
    }

    private boolean isOver(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    /** Wakes the request's thread if its time is over. */
    void wakeIfOver(long nowNanos) {
        if (isOver(nowNanos)) {
            LockSupport.unpark(owner);
        }
    }

    /** What is known of one event now. */
    public SendOutcome outcome(int number) {
        SendOutcome outcome = outcomes.get(number);
        return outcome == null ? new SendOutcome.Unknown() : outcome;
    }
}
