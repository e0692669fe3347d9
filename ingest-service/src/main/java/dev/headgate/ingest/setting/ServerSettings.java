// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import io.helidon.config.Config;

/**
 * Where the service listens.
 *
 * @param host address of both ports
 * @param port port for clients; 0 for any free one
 * @param managementPort port for health and metrics; 0 for any free one
 * @param tls of the port for clients
 */
public record ServerSettings(String host, int port, int managementPort, TlsSettings tls) {

    public ServerSettings {
        SettingRange.checkNotBlank("server.host", host);
        SettingRange.check("server.port", port, 0, 65_535);
        SettingRange.check("server.management-port", managementPort, 0, 65_535);
    }

    static ServerSettings create(Config config) {
        return new ServerSettings(
                config.get("host").asString().get(),
                config.get("port").asInt().get(),
                config.get("management-port").asInt().get(),
                TlsSettings.create(config.get("tls")));
    }
}
