// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.load;

import dev.headgate.loadtest.LoadTest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes Ctrl-C and SIGTERM end a test early, but in good order: what was sent is waited for,
 * compared and reported before the process ends.
 */
final class Interruption implements AutoCloseable {

    private static final long REPORT_SECONDS_MAX = 180;

    private final AtomicReference<@Nullable LoadTest> running = new AtomicReference<>();
    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook =
            Thread.ofPlatform().name("load-interruption").unstarted(this::interrupt);

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** From now on this is the test that is ended. */
    void ends(LoadTest test) {
        running.set(test);
    }

    private void interrupt() {
        LoadTest test = running.get();
        if (test == null) {
            return;
        }
        test.interrupt();
        try {
            // The process ends when its hooks do; without a bound a hung database would keep it.
            if (!reported.await(REPORT_SECONDS_MAX, TimeUnit.SECONDS)) {
                System.err.println("The report took too long.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is reported. */
    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending already, and the hook has seen it.
        }
    }
}
