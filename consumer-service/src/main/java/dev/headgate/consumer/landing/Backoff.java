// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: full jitter, so that many waiters do not come back at once.
 *
 * @param base bound of the first wait
 * @param cap bound of every wait
 * @param random source of the jitter
 */
public record Backoff(Duration base, Duration cap, RandomGenerator random) {

    private static final int DOUBLINGS_MAX = 20;

    /** Waits for surroundings that will come back. */
    public static Backoff environment(RandomGenerator random) {
        return new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), random);
    }

    /** Waits for a human. */
    public static Backoff systemic(RandomGenerator random) {
        return new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(20), random);
    }

    /** A wait of between 0 and {@code min(cap, base·2^attempt)}; attempts count from 0. */
    public Duration wait(int attempt) {
        long bound = base.toMillis() << Math.min(attempt, DOUBLINGS_MAX);
        return Duration.ofMillis(random.nextLong(Math.min(cap.toMillis(), bound) + 1));
    }
}
