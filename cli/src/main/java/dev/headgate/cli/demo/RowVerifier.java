// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what was sent with what PostgreSQL holds, event by event, inside the database: every
 * accepted event has exactly one row, with data equal to its input. It reads nothing but the tables
 * and the sender's own ledger.
 */
final class RowVerifier {

    private static final int NAMED_MAX = 5;

    private final Connection connection;
    private final String schema;

    /** A verifier over a connection with the right to read the schema and make temporary tables. */
    RowVerifier(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Number of rows that events have landed in so far. */
    long rows() throws SQLException {
        return number("SELECT count(*) FROM %s.event".formatted(schema));
    }

    Verdict verify(List<RealEvent> reals, Sent sent) throws SQLException {
        upload(reals, sent);
        long accepted = sent.accepted().size();
        List<String> lost =
                ids(
                        """
                        SELECT s.id FROM sent s WHERE s.accepted
                        AND NOT EXISTS (SELECT 1 FROM %1$s.event e WHERE e.event_id = s.id)
                        """);
        List<String> duplicated =
                ids("SELECT event_id FROM %1$s.event GROUP BY event_id HAVING count(*) > 1");
        List<String> changed =
                ids(
                        """
                        SELECT s.id FROM sent s JOIN %1$s.event e ON e.event_id = s.id
                        JOIN input i ON i.number = s.real
                        WHERE e.data IS DISTINCT FROM i.data OR e.event_type IS DISTINCT FROM i.type
                        OR e.event_key IS DISTINCT FROM i.key
                        """);
        List<String> foreign =
                ids(
                        """
                        SELECT e.event_id FROM %1$s.event e
                        WHERE NOT EXISTS (SELECT 1 FROM sent s WHERE s.id = e.event_id)
                        """);
        long realsFound =
                number(
                        """
                        SELECT count(DISTINCT s.real) FROM sent s
                        JOIN %1$s.event e ON e.event_id = s.id JOIN input i ON i.number = s.real
                        WHERE e.data = i.data
                        """
                                .formatted(schema));
        return new Verdict(accepted, rows(), lost, duplicated, changed, foreign, realsFound);
    }

    /** How the events came in: repeats, dead letters, delays. */
    Landing landing() throws SQLException {
        return new Landing(
                number("SELECT coalesce(sum(suppressed), 0) FROM %s.watermark".formatted(schema)),
                number("SELECT count(*) FROM %s.dead_letter".formatted(schema)),
                acceptToRowSeconds(0.5),
                acceptToRowSeconds(0.99));
    }

    private double acceptToRowSeconds(double share) throws SQLException {
        String sql =
                """
                SELECT coalesce(percentile_cont(%s) WITHIN GROUP (
                ORDER BY extract(epoch FROM ingested_at - accepted_at)), 0) FROM %s.event
                """
                        .formatted(share, schema);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getDouble(1);
        }
    }

    private void upload(List<RealEvent> reals, Sent sent) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS input, sent");
            statement.execute(
                    "CREATE TEMP TABLE input(number int, type text, key text, data jsonb)");
            statement.execute(
                    "CREATE TEMP TABLE sent(id text PRIMARY KEY, real int, accepted bool)");
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO input VALUES (?, ?, ?, ?::jsonb)")) {
            for (int n = 0; n < reals.size(); n++) {
                insert.setInt(1, n);
                insert.setString(2, reals.get(n).type());
                insert.setString(3, reals.get(n).key());
                insert.setString(4, reals.get(n).data());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        upload(sent.accepted(), true);
        upload(sent.unresolved(), false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE sent");
            statement.execute("ANALYZE input");
        }
    }

    private void upload(List<DemoEvent> events, boolean accepted) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO sent VALUES (?, ?, ?)")) {
            for (DemoEvent event : events) {
                insert.setString(1, event.id());
                insert.setInt(2, event.real());
                insert.setBoolean(3, accepted);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** All ids that a query finds, counted in full, but only the first few by name. */
    private List<String> ids(String sql) throws SQLException {
        var ids = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql.formatted(schema))) {
            while (result.next()) {
                ids.add(result.getString(1));
            }
        }
        return ids;
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** The first few of many ids, for a message. */
    static String named(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(NAMED_MAX, ids.size())));
        return ids.size() > NAMED_MAX ? first + ", …" : first;
    }
}
