// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import dev.headgate.embedded.EmbeddedPostgres;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.Uuid;

/**
 * The tables as they are seen from outside: plain JDBC and SQL of its own, nothing of the code
 * under test.
 */
final class SceneTables {

    private static final int FETCH = 10_000;

    private final EmbeddedPostgres postgres;
    private final String schema;

    /** Reads one row of a result. */
    @FunctionalInterface
    interface Rows {
        void next(ResultSet row) throws SQLException;
    }

    SceneTables(EmbeddedPostgres postgres, String schema) {
        this.postgres = postgres;
        this.schema = schema;
    }

    String schema() {
        return schema;
    }

    String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    String username() {
        return postgres.username();
    }

    String password() {
        return postgres.password();
    }

    /** Notes every change of a watermark, so that a step back is seen also if it is made good. */
    void watchWatermarks() {
        execute(
                """
                CREATE TABLE watermark_move (
                  move bigint GENERATED ALWAYS AS IDENTITY, topic_ref integer, kafka_partition integer,
                  old_epoch bigint, new_epoch bigint, old_next bigint, new_next bigint)
                """);
        execute(
                """
                CREATE FUNCTION note_watermark() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  INSERT INTO %1$s.watermark_move
                    (topic_ref, kafka_partition, old_epoch, new_epoch, old_next, new_next)
                  VALUES (NEW.topic_ref, NEW.kafka_partition, OLD.epoch, NEW.epoch,
                    OLD.next_offset, NEW.next_offset);
                  RETURN NULL;
                END $$
                """
                        .formatted(schema));
        execute(
                """
                CREATE TRIGGER note_watermark AFTER UPDATE ON watermark
                FOR EACH ROW EXECUTE FUNCTION note_watermark()
                """);
    }

    /** How often a watermark went back without being taken anew. */
    long stepsBack() {
        return number(
                "SELECT count(*) FROM watermark_move WHERE new_next < old_next AND new_epoch <= old_epoch");
    }

    long rows() {
        return number("SELECT count(*) FROM event");
    }

    /** Rows by the count that the watermarks keep: cheaper to ask for than the rows. */
    long landed() {
        return number("SELECT coalesce(sum(landed), 0) FROM watermark");
    }

    /**
     * How many rows there are more than the watermarks count, or fewer if it is negative. Asked in
     * one statement: of a process that was killed just now the server may still do the last commits
     * that it has heard of.
     */
    long rowsBesideTheCount() {
        return number(
                "SELECT (SELECT count(*) FROM event) - (SELECT coalesce(sum(landed), 0) FROM watermark)");
    }

    /** The same for rows and dead letters that a replay has landed. */
    long rowsBesideTheLetters() {
        return number(
                "SELECT (SELECT count(*) FROM event) - (SELECT count(*) FROM dead_letter WHERE state = 'Landed')");
    }

    /** Rows that are there although their partition is not settled so far: torn transactions. */
    long rowsBeyondTheWatermark() {
        return number(
                """
                SELECT count(*) FROM event JOIN watermark USING (topic_ref, kafka_partition)
                WHERE kafka_offset >= next_offset
                """);
    }

    long deadLetters() {
        return number("SELECT count(*) FROM dead_letter");
    }

    /** Dead letters that are not in their topic yet, as far as the table knows. */
    long unpublished() {
        return number("SELECT count(*) FROM dead_letter WHERE published_at IS NULL");
    }

    Map<Integer, Long> watermarks(Uuid topicId) {
        var all = new HashMap<Integer, Long>();
        read(
                """
                SELECT kafka_partition, next_offset FROM watermark JOIN topic_ref USING (topic_ref)
                WHERE topic_id = ?
                """,
                row -> all.put(row.getInt(1), row.getLong(2)),
                uuid(topicId));
        return all;
    }

    /** The stored hash of every row of the topic. */
    Map<Coordinate, ByteBuffer> landed(Uuid topicId, List<String> faults) {
        var all = new HashMap<Coordinate, ByteBuffer>();
        read(
                """
                SELECT kafka_partition, kafka_offset, payload_hash FROM event
                JOIN topic_ref USING (topic_ref) WHERE topic_id = ?
                """,
                row -> {
                    var place = new Coordinate(row.getInt(1), row.getLong(2));
                    if (all.put(place, ByteBuffer.wrap(row.getBytes(3))) != null) {
                        faults.add("two rows at " + place);
                    }
                },
                uuid(topicId));
        return all;
    }

    /** The places of the topic that a table holds; none if there is no such table. */
    List<Coordinate> places(String table, String condition, Uuid topicId) {
        var all = new ArrayList<Coordinate>();
        if (has(table)) {
            read(
                    "SELECT kafka_partition, kafka_offset FROM "
                            + table
                            + " JOIN topic_ref USING (topic_ref) WHERE topic_id = ? AND "
                            + condition,
                    row -> all.add(new Coordinate(row.getInt(1), row.getLong(2))),
                    uuid(topicId));
        }
        return all;
    }

    boolean has(String table) {
        return number(
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = '%s' AND table_name = '%s'"
                                .formatted(schema, table))
                > 0;
    }

    long number(String query) {
        long[] number = new long[1];
        read(query, row -> number[0] = row.getLong(1));
        return number[0];
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void read(String query, Rows rows, Object... values) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement select = connection.prepareStatement(query)) {
                select.setFetchSize(FETCH);
                for (int i = 0; i < values.length; i++) {
                    select.setObject(i + 1, values[i]);
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.next(row);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection of one's own, with the pipeline's schema in front; writes in every case. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                jdbcUrl()
                        + "?options=-c%20default_transaction_read_only=off&currentSchema="
                        + schema,
                username(),
                password());
    }

    static UUID uuid(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
