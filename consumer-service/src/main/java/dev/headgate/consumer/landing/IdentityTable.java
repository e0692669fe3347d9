// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static dev.headgate.tables.generated.Tables.EVENT_IDENTITY;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The events that are known by {@code (source, id)}. Keys go in sorted: two lanes that carry the
 * same events then wait for each other instead of deadlocking.
 */
final class IdentityTable {

    private static final String INSERT =
            """
            INSERT INTO {identity}
              (source, event_id, topic_ref, kafka_partition, kafka_offset, payload_hash)
            SELECT u.source, u.event_id, ?, ?, u.kafka_offset, u.payload_hash
            FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bytea[])
              AS u(source, event_id, kafka_offset, payload_hash)
            ON CONFLICT (source, event_id) DO NOTHING\
            """;

    private static final String KNOWN =
            """
            SELECT i.source, i.event_id, i.topic_ref, i.kafka_partition, i.kafka_offset,
              i.payload_hash
            FROM unnest(?::text[], ?::text[]) AS u(source, event_id)
            JOIN {identity} AS i ON i.source = u.source AND i.event_id = u.event_id\
            """;

    private static final Comparator<EventRow> KEY_ORDER =
            Comparator.comparing((EventRow row) -> row.envelope().source())
                    .thenComparing(row -> row.envelope().id())
                    .thenComparingLong(row -> row.kafka().offset());

    /**
     * What the identities say of a batch.
     *
     * @param landing rows that carry their event first, or are that very record read again
     * @param suppressed how many repeat a known event
     * @param refused rows that reuse a known event's id for other data
     */
    record Verdict(List<EventRow> landing, int suppressed, List<Refused> refused) {}

    private record Identity(String source, String id) {}

    @SuppressWarnings("ArrayRecordComponent") // Compared field by field, never as a record.
    private record Winner(PartitionRef partition, long offset, byte[] hash) {}

    /** Makes the batch's new events known and sorts out its repeats. */
    Verdict claim(DSLContext tx, PartitionRef partition, List<EventRow> rows) {
        if (rows.isEmpty()) {
            return new Verdict(rows, 0, List.of());
        }
        List<EventRow> sorted = rows.stream().sorted(KEY_ORDER).toList();
        int inserted = tx.connectionResult(c -> insert(c, sql(tx, INSERT), partition, sorted));
        if (inserted == rows.size()) {
            return new Verdict(rows, 0, List.of());
        }
        Map<Identity, Winner> known = tx.connectionResult(c -> known(c, sql(tx, KNOWN), sorted));
        return judge(partition, rows, known);
    }

    private static Verdict judge(
            PartitionRef partition, List<EventRow> rows, Map<Identity, Winner> known) {
        var landing = new ArrayList<EventRow>(rows.size());
        var refused = new ArrayList<Refused>();
        int suppressed = 0;
        for (EventRow row : rows) {
            @Nullable Winner winner = known.get(identity(row));
            if (winner == null) {
                throw new IdentityVanished();
            }
            if (winner.partition().equals(partition) && winner.offset() == row.kafka().offset()) {
                landing.add(row);
            } else if (Arrays.equals(winner.hash(), row.payloadHash())) {
                suppressed++;
            } else {
                refused.add(row.refused(reused(winner)));
            }
        }
        return new Verdict(landing, suppressed, refused);
    }

    private static Refusal reused(Winner winner) {
        return new Refusal(
                Refusal.Stage.IDENTITY,
                "IdReusedWithDifferentData",
                "the event with this source and id is known with other data, from topic_ref %d, partition %d, offset %d"
                        .formatted(
                                winner.partition().topicRef(),
                                winner.partition().partition(),
                                winner.offset()),
                null);
    }

    private static int insert(
            Connection connection, String sql, PartitionRef partition, List<EventRow> sorted)
            throws SQLException {
        Long[] offsets = sorted.stream().map(row -> row.kafka().offset()).toArray(Long[]::new);
        byte[][] hashes = sorted.stream().map(EventRow::payloadHash).toArray(byte[][]::new);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, partition.topicRef());
            insert.setInt(2, partition.partition());
            bindKeys(connection, insert, 3, sorted);
            insert.setArray(5, connection.createArrayOf("int8", offsets));
            insert.setArray(6, connection.createArrayOf("bytea", hashes));
            return insert.executeUpdate();
        }
    }

    private static Map<Identity, Winner> known(
            Connection connection, String sql, List<EventRow> sorted) throws SQLException {
        var known = new HashMap<Identity, Winner>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bindKeys(connection, select, 1, sorted);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.put(
                            new Identity(row.getString(1), row.getString(2)),
                            new Winner(
                                    new PartitionRef(row.getInt(3), row.getInt(4)),
                                    row.getLong(5),
                                    row.getBytes(6)));
                }
            }
        }
        return known;
    }

    private static void bindKeys(
            Connection connection, PreparedStatement statement, int first, List<EventRow> sorted)
            throws SQLException {
        String[] sources =
                sorted.stream().map(row -> row.envelope().source()).toArray(String[]::new);
        String[] ids = sorted.stream().map(row -> row.envelope().id()).toArray(String[]::new);
        statement.setArray(first, connection.createArrayOf("text", sources));
        statement.setArray(first + 1, connection.createArrayOf("text", ids));
    }

    private static Identity identity(EventRow row) {
        return new Identity(row.envelope().source(), row.envelope().id());
    }

    private static String sql(DSLContext tx, String template) {
        return template.replace("{identity}", tx.render(EVENT_IDENTITY));
    }
}
