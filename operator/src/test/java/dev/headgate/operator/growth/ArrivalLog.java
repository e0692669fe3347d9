// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.tables.PipelineSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of a pipeline, in a database that notes in which order rows arrive. */
public final class ArrivalLog {

    private final EmbeddedPostgres postgres;
    private final String schema;

    /** A row, in the order in which rows arrived. */
    record Row(String key, int number) {}

    /**
     * Makes the tables.
     *
     * @param rowMillis how long the database takes for each row, so that a backlog can be made
     */
    public ArrivalLog(EmbeddedPostgres postgres, String schema, int rowMillis) throws SQLException {
        this.postgres = postgres;
        this.schema = schema;
        PipelineSchema.migrate(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), schema);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE %1$s.arrival (
                        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                        event_key text NOT NULL,
                        n integer NOT NULL);
                    CREATE FUNCTION %1$s.note_arrival() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        PERFORM pg_sleep(%2$d / 1000.0);
                        INSERT INTO %1$s.arrival (event_key, n)
                            VALUES (NEW.event_key, (NEW.data ->> 'n')::integer);
                        RETURN NEW;
                    END $$;
                    CREATE TRIGGER note_arrival AFTER INSERT ON %1$s.event
                        FOR EACH ROW EXECUTE FUNCTION %1$s.note_arrival();
                    """
                            .formatted(schema, rowMillis));
        }
    }

    public long arrived() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery("SELECT count(*) FROM %s.event".formatted(schema))) {
            count.next();
            return count.getLong(1);
        }
    }

    List<Row> rows() throws SQLException {
        var rows = new ArrayList<Row>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT event_key, n FROM %s.arrival ORDER BY number"
                                        .formatted(schema))) {
            while (found.next()) {
                rows.add(new Row(found.getString(1), found.getInt(2)));
            }
        }
        return rows;
    }

    /** Each acknowledged event has arrived once, and nothing else has. */
    public void assertComplete(Map<String, Integer> acknowledged) throws SQLException {
        var numbers = new HashMap<String, List<Integer>>();
        rows().forEach(row ->
                numbers.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(row.number()));
        assertThat(numbers.keySet()).isEqualTo(acknowledged.keySet());
        acknowledged.forEach((key, count) ->
                assertThat(numbers.get(key))
                        .as(key)
                        .hasSize(count)
                        .doesNotHaveDuplicates()
                        .allMatch(number -> number < count));
    }

    /** Rows that arrived after a later event of their key. */
    List<Row> outOfOrder() throws SQLException {
        var latest = new HashMap<String, Integer>();
        var late = new ArrayList<Row>();
        for (Row row : rows()) {
            if (latest.merge(row.key(), row.number(), Math::max) > row.number()) {
                late.add(row);
            }
        }
        return late;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
    }
}
