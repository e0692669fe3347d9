// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import io.helidon.config.Config;
import java.time.Duration;

/**
 * How the service stops.
 *
 * @param endpointRemovalDelay how long it goes on serving after readiness went off
 * @param timeout how long requests in flight may take to finish after that
 */
public record DrainSettings(Duration endpointRemovalDelay, Duration timeout) {

    public DrainSettings {
        SettingRange.check(
                "drain.endpoint-removal-delay",
                endpointRemovalDelay,
                Duration.ZERO,
                Duration.ofMinutes(5));
        SettingRange.check("drain.timeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    static DrainSettings create(Config config) {
        return new DrainSettings(
                config.get("endpoint-removal-delay").as(Duration.class).get(),
                config.get("timeout").as(Duration.class).get());
    }
}
