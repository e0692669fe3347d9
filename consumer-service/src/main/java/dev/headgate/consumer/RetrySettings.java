// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.time.Duration;
import java.util.List;

/**
 * What becomes of records that may land later.
 *
 * @param delays waits before the attempts after the first; the last one repeats
 * @param attemptsMax attempts in all, the first included
 * @param ageMax how long a record may be parked
 * @param parkedMax parked records of the pipeline
 * @param keepKeyOrder whether later records of a key wait behind a parked one
 * @param keyQueueMax parked records of one key where its order is kept
 */
public record RetrySettings(
        List<Duration> delays,
        int attemptsMax,
        Duration ageMax,
        int parkedMax,
        boolean keepKeyOrder,
        int keyQueueMax) {

    private static final Duration LONGEST = Duration.ofDays(30);

    private static final List<Duration> DELAYS =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1));

    /** Keeps the list from changing. */
    public RetrySettings {
        delays = List.copyOf(delays);
    }

    static RetrySettings read(SettingsReader reader) {
        return new RetrySettings(
                reader.durations("retry.delays", DELAYS, LONGEST),
                (int) reader.number("retry.attempts-max", 6, 2, 100),
                reader.duration("retry.age-max", Duration.ofHours(6), LONGEST),
                (int) reader.number("retry.parked-max", 100_000, 1, 10_000_000),
                reader.yesOrNo("retry.keep-key-order", false),
                (int) reader.number("retry.key-queue-max", 1_000, 1, 1_000_000));
    }
}
