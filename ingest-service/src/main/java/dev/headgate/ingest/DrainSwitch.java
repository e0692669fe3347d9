// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** Says that the service is stopping, and times the way there. */
final class DrainSwitch {

    /** No request for this long, and busy connections have all been told to close. */
    private static final Duration QUIET = Duration.ofMillis(100);

    /** Clients that go on knocking must not keep the service from stopping. */
    private static final int QUIET_ROUNDS_MAX = 20;

    private final AtomicBoolean on = new AtomicBoolean();
    private final CountDownLatch never = new CountDownLatch(1);

    boolean isOn() {
        return on.get();
    }

    /** True for the first caller. */
    boolean turnOn() {
        return on.compareAndSet(false, true);
    }

    void pause(Duration duration) {
        try {
            boolean _ = never.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitQuiet(LongSupplier requests) {
        long seen = requests.getAsLong();
        for (int round = 0; round < QUIET_ROUNDS_MAX; round++) {
            pause(QUIET);
            long now = requests.getAsLong();
            if (now == seen || Thread.currentThread().isInterrupted()) {
                return;
            }
            seen = now;
        }
    }
}
