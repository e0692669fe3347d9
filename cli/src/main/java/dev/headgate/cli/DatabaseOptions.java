// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import dev.headgate.contract.settings.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where PostgreSQL is; the environment serves as default. */
public final class DatabaseOptions {

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

    /** The environment's connections, with what the options say of the database. */
    public Connections connections() {
        Connections environment = Connections.fromEnvironment(System.getenv());
        return new Connections(
                environment.kafkaBootstrapServers(),
                database == null ? environment.databaseUrl() : database,
                username == null ? environment.databaseUsername() : username,
                passwordFile == null ? environment.databasePassword() : read(passwordFile));
    }

    /** The same connections, for a command that can do nothing without the database. */
    public static Connections required(Connections connections) {
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
