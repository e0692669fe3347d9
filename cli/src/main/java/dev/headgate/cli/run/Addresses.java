// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.contract.settings.Connections;
import java.util.Properties;

/**
 * Where a run's servers are.
 *
 * @param connections Kafka and PostgreSQL
 * @param events where events are posted; empty as long as that is not known
 * @param management a consumer's management port; empty as long as that is not known
 */
public record Addresses(Connections connections, String events, String management) {

    private static final String EVENTS = "events";
    private static final String MANAGEMENT = "management";
    private static final String KAFKA = "kafka";
    private static final String URL = "database.url";
    private static final String USERNAME = "database.username";
    private static final String PASSWORD = "database.password";

    static Addresses of(Properties properties) {
        return new Addresses(
                new Connections(
                        properties.getProperty(KAFKA, ""),
                        properties.getProperty(URL, ""),
                        properties.getProperty(USERNAME, Connections.DEFAULT_USERNAME),
                        properties.getProperty(PASSWORD, "")),
                properties.getProperty(EVENTS, ""),
                properties.getProperty(MANAGEMENT, ""));
    }

    Properties properties() {
        var properties = new Properties();
        properties.setProperty(KAFKA, connections.kafkaBootstrapServers());
        properties.setProperty(URL, connections.databaseUrl());
        properties.setProperty(USERNAME, connections.databaseUsername());
        properties.setProperty(PASSWORD, connections.databasePassword());
        properties.setProperty(EVENTS, events);
        properties.setProperty(MANAGEMENT, management);
        return properties;
    }
}
