// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.retry;

import dev.headgate.consumer.RetrySettings;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a parked record is tried again, and when it is given up.
 *
 * @param settings delays and bounds
 */
public record RetrySchedule(RetrySettings settings) {

    private static final double JITTER_MIN = 0.8;
    private static final double JITTER_MAX = 1.2;

    /** The wait after the first attempt has failed. */
    public Duration first(RandomGenerator random) {
        return delay(1, random);
    }

    /**
     * The wait after an attempt has failed; empty if it was the last.
     *
     * @param attempts how many there were, this one included
     * @param age how long the record has been parked
     */
    public Optional<Duration> next(int attempts, Duration age, RandomGenerator random) {
        if (attempts >= settings.attemptsMax()) {
            return Optional.empty();
        }
        Duration delay = delay(attempts, random);
        return age.plus(delay).compareTo(settings.ageMax()) > 0
                ? Optional.empty()
                : Optional.of(delay);
    }

    private Duration delay(int attempts, RandomGenerator random) {
        var delays = settings.delays();
        Duration planned = delays.get(Math.clamp(attempts - 1L, 0, delays.size() - 1));
        double jitter = random.nextDouble(JITTER_MIN, JITTER_MAX);
        return Duration.ofMillis(Math.max(1, Math.round(planned.toMillis() * jitter)));
    }
}
