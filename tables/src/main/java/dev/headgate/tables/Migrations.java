// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which migrations there are, and which of them a schema has. Flyway could say so too; but a
 * consumer asks at each start, and loading Flyway for that takes longer than all else it waits for.
 */
final class Migrations {

    private static final String FOLDER = "migration/";
    private static final Pattern FILE = Pattern.compile("(?:.*/)?V([0-9]+)__[a-z_]+\\.sql");

    /** Neither the schema nor its history need be there. */
    private static final Set<String> NOT_MADE = Set.of("42P01", "3F000");

    private Migrations() {}

    /** How many a schema lacks. */
    static int missing(String url, String username, String password, String schema)
            throws SQLException {
        var missing = new HashSet<>(all());
        missing.removeAll(applied(url, username, password, schema));
        return missing.size();
    }

    /** The versions of all that come with this class. */
    static Set<String> all() {
        URL folder = Objects.requireNonNull(Migrations.class.getResource(FOLDER));
        try (Stream<String> names = names(folder)) {
            return names.map(FILE::matcher)
                    .filter(file -> file.matches())
                    .map(file -> file.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> names(URL folder) throws IOException {
        URLConnection connection = folder.openConnection();
        if (connection instanceof JarURLConnection jar) {
            String begin = Objects.requireNonNull(jar.getEntryName());
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(begin));
        }
        return Arrays.stream(Objects.requireNonNull(new File(folder.getPath()).list()));
    }

    private static Set<String> applied(String url, String username, String password, String schema)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, username, password);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT version FROM \"%s\".flyway_schema_history WHERE success"
                                        .formatted(schema.replace("\"", "\"\"")))) {
            var versions = new HashSet<String>();
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
            return versions;
        } catch (SQLException e) {
            if (NOT_MADE.contains(e.getSQLState())) {
                return Set.of();
            }
            throw e;
        }
    }
}
