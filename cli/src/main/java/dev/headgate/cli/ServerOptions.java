// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import dev.headgate.contract.settings.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where Kafka and PostgreSQL are; the environment serves as default. */
public final class ServerOptions {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Kafka's bootstrap servers. Environment: " + Connections.KAFKA)
    private @Nullable String kafka;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "JDBC address of PostgreSQL. Environment: " + Connections.DATABASE_URL)
    private @Nullable String database;

    @Option(
            names = "--database-username",
            paramLabel = "NAME",
            description = "Database role. Environment: " + Connections.DATABASE_USERNAME)
    private @Nullable String username;

    @Option(
            names = "--database-password-file",
            paramLabel = "FILE",
            description =
                    "File with the role's password. Environment: "
                            + Connections.DATABASE_PASSWORD_FILE
                            + ", or the password itself in "
                            + Connections.DATABASE_PASSWORD)
    private @Nullable Path passwordFile;

    /** What options and environment say; an address that neither gives is empty. */
    public Connections connections() {
        Connections environment = Connections.fromEnvironment(System.getenv());
        return new Connections(
                kafka == null ? environment.kafkaBootstrapServers() : kafka,
                database == null ? environment.databaseUrl() : database,
                username == null ? environment.databaseUsername() : username,
                passwordFile == null ? environment.databasePassword() : read(passwordFile));
    }

    /** The same, for a command that can do nothing without both servers. */
    public Connections required() {
        Connections connections = connections();
        if (connections.kafkaBootstrapServers().isEmpty()) {
            throw CommandFailure.invalid(
                    "Where is Kafka? Give --kafka HOST:PORT or set " + Connections.KAFKA + ".");
        }
        if (connections.databaseUrl().isEmpty()) {
            throw CommandFailure.invalid(
                    "Where is PostgreSQL? Give --database jdbc:postgresql://HOST:PORT/NAME or set "
                            + Connections.DATABASE_URL
                            + ".");
        }
        return connections;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CommandFailure.invalid("The password file " + file + " cannot be read.");
        }
    }
}
