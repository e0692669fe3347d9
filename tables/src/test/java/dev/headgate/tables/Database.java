// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import dev.headgate.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One PostgreSQL for all tests of the schema, and the hands to look into it. */
record Database(EmbeddedPostgres postgres) implements AutoCloseable {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    @Override
    public void close() {
        postgres.close();
    }

    /** A new schema, migrated. */
    String schema() {
        String schema = "hg_tables_" + SCHEMAS.incrementAndGet();
        migrate(schema);
        return schema;
    }

    int migrate(String schema) {
        return PipelineSchema.migrate(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), schema);
    }

    boolean grant(String schema, String role) {
        return ReaderRole.grant(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), schema, role);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    /**
     * What the statements say, row by row, columns joined by a bar; as the role, if one is given.
     */
    List<String> ask(String role, String... statements) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            if (!role.isEmpty()) {
                statement.execute("SET ROLE \"" + role + '"');
            }
            var answers = new ArrayList<String>();
            for (String each : statements) {
                if (statement.execute(each)) {
                    var rows = statement.getResultSet();
                    while (rows.next()) {
                        var row = new ArrayList<String>();
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            row.add(rows.getString(i));
                        }
                        answers.add(String.join("|", row));
                    }
                }
            }
            return answers;
        }
    }

    List<String> ask(String statement) throws SQLException {
        return ask("", statement);
    }

    /** Makes a topic known as a consumer does; answers its view. */
    String topic(String schema, String name) throws SQLException {
        return ask(insertTopic(schema, name)).getFirst();
    }

    static String insertTopic(String schema, String name) {
        return "INSERT INTO %s.topic_ref (topic_name, topic_id) VALUES ('%s', '%s') RETURNING view_name"
                .formatted(schema, name, UUID.randomUUID());
    }

    /** Lands an event of a topic; of the latest one of that name. */
    void event(String schema, String topic, String id) throws SQLException {
        ask(
                """
                INSERT INTO %1$s.event (topic_ref, kafka_partition, kafka_offset, event_id, event_type, source,
                    accepted_at, content_type, data, payload_hash)
                SELECT max(topic_ref), 0, (SELECT count(*) FROM %1$s.event), '%3$s', 'order.created', '/test', now(),
                    'application/json', '{}', '' FROM %1$s.topic_ref WHERE topic_name = '%2$s'
                """
                        .formatted(schema, topic, id));
    }

    /** Gives the database to tests that take it as a parameter. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Database.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(Database.class, _ -> start(), Database.class);
        }

        private static Database start() {
            try {
                Path folder = Files.createTempDirectory(Path.of("target"), "tables");
                return new Database(EmbeddedPostgres.start(folder.resolve("postgres"), 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
