// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.time.Duration;

/**
 * The pipeline's handler.
 *
 * @param name its name; empty if events land as they are
 * @param timeLimit how long one call may take
 */
public record HandlerSettings(String name, Duration timeLimit) {

    /** Shorter than the five seconds after which PostgreSQL ends a transaction that idles. */
    private static final Duration LIMIT_MAX = Duration.ofSeconds(4);

    static HandlerSettings read(SettingsReader reader) {
        return new HandlerSettings(
                reader.text("handler.name", ""),
                reader.duration("handler.time-limit", Duration.ofSeconds(1), LIMIT_MAX));
    }
}
