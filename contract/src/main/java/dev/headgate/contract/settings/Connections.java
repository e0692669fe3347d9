// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline's Kafka and PostgreSQL are. {@link #toString()} shows no password.
 *
 * @param kafkaBootstrapServers comma-separated {@code host:port}
 * @param databaseUrl JDBC address without credentials
 * @param databaseUsername database role
 * @param databasePassword its password; empty if the database asks for none
 */
public record Connections(
        String kafkaBootstrapServers,
        String databaseUrl,
        String databaseUsername,
        String databasePassword) {

    /** Environment variable with Kafka's bootstrap servers. */
    public static final String KAFKA = "HEADGATE_KAFKA";

    /** Environment variable with the JDBC address. */
    public static final String DATABASE_URL = "HEADGATE_DATABASE_URL";

    /** Environment variable with the database role; default {@code headgate}. */
    public static final String DATABASE_USERNAME = "HEADGATE_DATABASE_USERNAME";

    /** Environment variable with the password itself. */
    public static final String DATABASE_PASSWORD = "HEADGATE_DATABASE_PASSWORD";

    /** Environment variable with the path of a file that holds the password; wins. */
    public static final String DATABASE_PASSWORD_FILE = "HEADGATE_DATABASE_PASSWORD_FILE";

    /** Default database role. */
    public static final String DEFAULT_USERNAME = "headgate";

    /**
     * Reads the variables above; an address that is not set is empty, since ingest needs no
     * database. A password file that cannot be read is an error.
     */
    public static Connections fromEnvironment(Map<String, String> environment) {
        return new Connections(
                environment.getOrDefault(KAFKA, ""),
                environment.getOrDefault(DATABASE_URL, ""),
                environment.getOrDefault(DATABASE_USERNAME, DEFAULT_USERNAME),
                password(
                        environment.get(DATABASE_PASSWORD_FILE),
                        environment.getOrDefault(DATABASE_PASSWORD, "")));
    }

    private static String password(@Nullable String file, String otherwise) {
        if (file == null || file.isEmpty()) {
            return otherwise;
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    DATABASE_PASSWORD_FILE + " names a file that cannot be read: " + file, e);
        }
    }

    @Override
    public String toString() {
        return "Connections[kafka=%s, database=%s, username=%s, password=***]"
                .formatted(kafkaBootstrapServers, databaseUrl, databaseUsername);
    }
}
