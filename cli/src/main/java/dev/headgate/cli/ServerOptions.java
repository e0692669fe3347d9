// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import dev.headgate.contract.settings.Connections;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say where Kafka and PostgreSQL are; the environment serves as default. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class ServerOptions {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Kafka's bootstrap servers. Environment: " + Connections.KAFKA)
    private @Nullable String kafka;

    @Mixin private DatabaseOptions database;

    /** What options and environment say; an address that neither gives is empty. */
    public Connections connections() {
        Connections connections = database.connections();
        return new Connections(
                kafka == null ? connections.kafkaBootstrapServers() : kafka,
                connections.databaseUrl(),
                connections.databaseUsername(),
                connections.databasePassword());
    }

    /** The same, for a command that can do nothing without both servers. */
    public Connections required() {
        Connections connections = connections();
        if (connections.kafkaBootstrapServers().isEmpty()) {
            throw noKafka();
        }
        return DatabaseOptions.required(connections);
    }

    /** A command needs Kafka, and nobody has said where it is. */
    public static CommandFailure noKafka() {
        return CommandFailure.invalid(
                "Where is Kafka? Give --kafka HOST:PORT or set " + Connections.KAFKA + ".");
    }
}
