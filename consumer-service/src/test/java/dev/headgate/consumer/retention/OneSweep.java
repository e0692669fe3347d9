// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.retention;

import dev.headgate.consumer.ConsumerSettings.DatabaseSettings;
import dev.headgate.consumer.RetentionSettings;
import dev.headgate.consumer.landing.LandingDatabase;
import java.time.Duration;
import java.util.function.IntConsumer;

/** A single removal of old rows, without the wait for its minute. */
public final class OneSweep {

    private OneSweep() {}

    /** How it ended, in words. */
    public static String run(
            DatabaseSettings settings,
            RetentionSettings retention,
            Duration time,
            IntConsumer onRemoved)
            throws InterruptedException {
        try (var database = new LandingDatabase(settings, "retention")) {
            return database.alone(dsl -> new RetentionSweep(dsl, retention, onRemoved).sweep(time))
                    .toString();
        }
    }
}
