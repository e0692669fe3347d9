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
    public Connections over(Connections environment) {
        return new Connections(
                environment.kafkaBootstrapServers(),
                database == null ? environment.databaseUrl() : database,
                username == null ? environment.databaseUsername() : username,
                passwordFile == null ? environment.databasePassword() : read(passwordFile));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CommandFailure.invalid("The password file " + file + " cannot be read.");
        }
    }
}
