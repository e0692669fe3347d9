// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes requests that have waited for Kafka until their deadline, about 20 ms after it at the
 * latest.
 *
 * <p>Implementation note: a virtual thread that parks with a timeout has the scheduler make and
 * cancel a timer each time, on a thread of its own; that was a third of what the service spent on
 * an event. Nearly every request is answered long before its deadline, so they park without one,
 * and one thread looks after those few.
 */
public final class DeadlineWatch implements AutoCloseable {

    private static final long LATE_MILLIS_MAX = 20;

    /** As many at most as there may be requests in flight. */
    private final Set<Publication> waiting = ConcurrentHashMap.newKeySet();

    private final Thread thread =
            Thread.ofPlatform().daemon().name("ingest-deadlines").unstarted(this::run);
    private volatile boolean closed;

    private DeadlineWatch() {}

    /** Begins to look. */
    public static DeadlineWatch start() {
        var watch = new DeadlineWatch();
        watch.thread.start();
        return watch;
    }

    void add(Publication publication) {
        waiting.add(publication);
    }

    void remove(Publication publication) {
        waiting.remove(publication);
    }

    private void run() {
        while (!closed || !waiting.isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LATE_MILLIS_MAX));
            long now = System.nanoTime();
            for (Publication publication : waiting) {
                publication.wakeIfOver(now);
            }
        }
    }

    /**
     * Whether nobody may be woken any more. Who asks after {@link #add} and hears no is woken: the
     * thread looks for who waits after it has seen the end.
     */
    boolean isClosed() {
        return closed;
    }

    /** Stops looking once nobody waits any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
