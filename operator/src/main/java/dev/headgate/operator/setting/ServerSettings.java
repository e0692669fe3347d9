// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

import io.helidon.config.Config;

/**
 * Where the operator tells its health and metrics.
 *
 * @param host address on which it listens
 * @param managementPort port; 0 for any free one
 */
public record ServerSettings(String host, int managementPort) {

    public ServerSettings {
        SettingRange.checkNotBlank("server.host", host);
        SettingRange.check("server.management-port", managementPort, 0, 65_535);
    }

    static ServerSettings create(Config config) {
        return new ServerSettings(
                SettingRange.text(config.get("host")),
                SettingRange.number(config.get("management-port")));
    }
}
