// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import io.helidon.config.Config;
import java.time.Duration;

/**
 * What clients' connections may take of the service.
 *
 * @param max most connections open at the same time; more wait in the kernel's queue
 * @param idleTimeout after which a connection without a request is closed
 * @param receiveTimeout how long a TLS handshake may take, a request's head to come in, and then
 *     its body
 */
public record ConnectionSettings(int max, Duration idleTimeout, Duration receiveTimeout) {

    public ConnectionSettings {
        SettingRange.check("connections.max", max, 1, 1_000_000);
        SettingRange.check(
                "connections.idle-timeout",
                idleTimeout,
                Duration.ofSeconds(1),
                Duration.ofHours(1));
        SettingRange.check(
                "connections.receive-timeout",
                receiveTimeout,
                Duration.ofMillis(500),
                Duration.ofMinutes(5));
    }

    static ConnectionSettings create(Config config) {
        return new ConnectionSettings(
                config.get("max").asInt().get(),
                config.get("idle-timeout").as(Duration.class).get(),
                config.get("receive-timeout").as(Duration.class).get());
    }
}
