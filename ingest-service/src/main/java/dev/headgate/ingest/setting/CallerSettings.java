// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import io.helidon.config.Config;
import java.time.Duration;

/**
 * Who may post.
 *
 * @param file those who may; empty for anyone
 * @param reloadInterval how often files are looked at
 */
public record CallerSettings(String file, Duration reloadInterval) {

    public CallerSettings {
        SettingRange.check(
                "callers.reload-interval",
                reloadInterval,
                Duration.ofMillis(100),
                Duration.ofMinutes(5));
    }

    static CallerSettings create(Config config) {
        return new CallerSettings(
                config.get("file").asString().orElse(""),
                config.get("reload-interval").as(Duration.class).get());
    }
}
