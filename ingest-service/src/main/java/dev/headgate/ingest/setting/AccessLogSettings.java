// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import io.helidon.config.Config;

/**
 * Which requests get a line on standard output.
 *
 * @param successRatio share of those that were answered with success, 0 to 1; by default none
 * @param problemsPerSecond most of the others in a second; by default none
 * @param remoteAddresses whether lines tell the client's address; by default not
 */
public record AccessLogSettings(
        double successRatio, int problemsPerSecond, boolean remoteAddresses) {

    public AccessLogSettings {
        if (!(successRatio >= 0 && successRatio <= 1)) {
            throw new InvalidSettings(
                    "ingest.access-log.success-ratio is %s: must be between 0 and 1"
                            .formatted(successRatio));
        }
        SettingRange.check("access-log.problems-per-second", problemsPerSecond, 0, 10_000);
    }

    /** Whether there are lines at all. */
    public boolean on() {
        return successRatio > 0 || problemsPerSecond > 0;
    }

    static AccessLogSettings create(Config config) {
        return new AccessLogSettings(
                config.get("success-ratio").asDouble().get(),
                config.get("problems-per-second").asInt().get(),
                config.get("remote-addresses").asBoolean().get());
    }
}
