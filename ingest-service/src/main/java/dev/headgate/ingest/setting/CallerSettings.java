// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import io.helidon.config.Config;
import java.time.Duration;

/**
 * Who may post.
 *
 * @param file those who may; empty for anyone
 * @param reloadInterval how often files are looked at
 * @param jwt tokens that are taken beside the file's keys
 */
public record CallerSettings(String file, Duration reloadInterval, TokenSettings jwt) {

    public CallerSettings {
        SettingRange.check(
                "callers.reload-interval",
                reloadInterval,
                Duration.ofMillis(100),
                Duration.ofMinutes(5));
        if (jwt.on() && file.isEmpty() && jwt.unlisted() == TokenSettings.Unlisted.Refuse) {
            throw new InvalidSettings(
                    "ingest.callers.jwt lets nobody in: list who may post in ingest.callers.file, or"
                            + " set ingest.callers.jwt.unlisted to Accept");
        }
    }

    static CallerSettings create(Config config) {
        return new CallerSettings(
                config.get("file").asString().orElse(""),
                config.get("reload-interval").as(Duration.class).get(),
                TokenSettings.create(config.get("jwt")));
    }
}
