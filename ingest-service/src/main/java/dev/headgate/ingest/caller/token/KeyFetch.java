// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.token;

import dev.headgate.ingest.caller.InvalidFile;
import dev.headgate.ingest.setting.TokenSettings.KeySettings;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an issuer's keys from its URL again and again, in a thread of its own: after each interval,
 * sooner after a failure, and when a token names a key that is not known. Never more often than
 * every {@link #PAUSE}, whoever asks. What cannot be read changes nothing. Thread-safe.
 */
final class KeyFetch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(KeyFetch.class);

    /** Least time between two looks. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final KeyUrl url;
    private final KeyRing ring;
    private final Duration interval;
    private final Duration pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private boolean looking = true;
    private boolean asked;
    private volatile boolean closed;
    private long lookedAtNanos;
    private @Nullable String trouble;
    private volatile boolean stale;

    KeyFetch(KeyUrl url, KeyRing ring, KeySettings settings, Duration pause) {
        this.url = url;
        this.ring = ring;
        this.interval = settings.refresh();
        this.pause = pause;
    }

    void start() {
        Thread.ofPlatform().daemon().name("token-keys").start(this::run);
    }

    /** Whether the keys in force may not be those that the issuer has now. */
    boolean stale() {
        return stale;
    }

    /** Asks for a look. Whether one is under way, or about to be. */
    boolean ask() {
        lock.lock();
        try {
            if (!looking && !asked && System.nanoTime() - lookedAtNanos >= pause.toNanos()) {
                asked = true;
                wanted.signalAll();
            }
            return looking || asked;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            do {
                look();
            } while (awaitNext());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            ring.putInForce(url.read());
            stale = false;
            trouble = null;
        } catch (InvalidFile e) {
            keep(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            keep(e.getClass().getName());
        }
    }

    private void keep(String reason) {
        stale = true;
        if (!closed && !reason.equals(trouble)) {
            trouble = reason;
            LOGGER.atWarn()
                    .addKeyValue("url", url)
                    .addKeyValue("reason", reason)
                    .log("keys of tokens cannot be read: those read before stay in force");
        }
    }

    /** Waits for the next look; false if there will be none. */
    private boolean awaitNext() throws InterruptedException {
        lock.lock();
        try {
            looking = false;
            lookedAtNanos = System.nanoTime();
            long left = (stale ? pause : interval).toNanos();
            while (!closed && !asked && left > 0) {
                left = wanted.awaitNanos(left);
            }
            asked = false;
            looking = true;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wanted.signalAll();
        } finally {
            lock.unlock();
        }
        url.close();
    }
}
