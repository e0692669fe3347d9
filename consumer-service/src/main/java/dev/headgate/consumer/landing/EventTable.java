// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static dev.headgate.tables.generated.Tables.EVENT;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.DSLContext;

/**
 * The landing table. Rows go in by one statement whose text never changes: an array for each
 * column, bound by the driver itself, which sends arrays in binary; jOOQ would send them as text, a
 * fifth slower.
 */
final class EventTable {

    private static final String INSERT =
            """
            INSERT INTO {event} (topic_ref, kafka_partition, kafka_offset, event_id, event_type, source,
              event_key, event_time, accepted_at, content_type, data, data_bytes, payload_hash)
            SELECT ?, ?, u.kafka_offset, u.event_id, u.event_type, u.source, u.event_key,
              timestamptz 'epoch' + u.event_time * interval '1 microsecond',
              timestamptz 'epoch' + u.accepted_at * interval '1 millisecond',
              u.content_type, u.data::jsonb, u.data_bytes, u.payload_hash
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[])
              AS u(kafka_offset, event_id, event_type, source, event_key, event_time,
                accepted_at, content_type, data, data_bytes, payload_hash)
            ON CONFLICT (topic_ref, kafka_partition, kafka_offset) DO NOTHING\
            """;

    /** Inserts the rows that are not there yet; answers how many those were. */
    int insert(DSLContext tx, PartitionRef partition, List<EventRow> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        String sql = INSERT.replace("{event}", tx.render(EVENT));
        return tx.connectionResult(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setInt(1, partition.topicRef());
                insert.setInt(2, partition.partition());
                new Columns(rows).bind(connection, insert, 3);
                return insert.executeUpdate();
            }
        });
    }

    /** The first of these rows whose place is taken by a row with other data, if there is one. */
    OptionalLong firstTaken(DSLContext tx, PartitionRef partition, List<EventRow> rows) {
        Long[] offsets = rows.stream().map(row -> row.kafka().offset()).toArray(Long[]::new);
        var stored = new HashMap<Long, byte[]>();
        tx.select(EVENT.KAFKA_OFFSET, EVENT.PAYLOAD_HASH)
                .from(EVENT)
                .where(EVENT.TOPIC_REF.eq(partition.topicRef()))
                .and(EVENT.KAFKA_PARTITION.eq(partition.partition()))
                .and(EVENT.KAFKA_OFFSET.eq(org.jooq.impl.DSL.any(offsets)))
                .forEach(row -> stored.put(row.value1(), row.value2()));
        return rows.stream()
                .filter(row -> !Arrays.equals(row.payloadHash(), stored.get(row.kafka().offset())))
                .mapToLong(row -> row.kafka().offset())
                .findFirst();
    }

    /** The rows turned on their side. */
    private static final class Columns {

        private final Long[] offsets;
        private final String[] ids;
        private final String[] types;
        private final String[] sources;
        private final String[] keys;
        private final Long[] times;
        private final Long[] accepted;
        private final String[] contentTypes;
        private final String[] data;
        private final byte[][] bytes;
        private final byte[][] hashes;

        Columns(List<EventRow> rows) {
            int size = rows.size();
            offsets = new Long[size];
            ids = new String[size];
            types = new String[size];
            sources = new String[size];
            keys = new String[size];
            times = new Long[size];
            accepted = new Long[size];
            contentTypes = new String[size];
            data = new String[size];
            bytes = new byte[size][];
            hashes = new byte[size][];
            for (int i = 0; i < size; i++) {
                set(i, rows.get(i));
            }
        }

        @SuppressWarnings("NullAway") // Arrays for JDBC: a null element is an SQL NULL.
        private void set(int i, EventRow row) {
            offsets[i] = row.kafka().offset();
            ids[i] = row.envelope().id();
            types[i] = row.envelope().type();
            sources[i] = row.envelope().source();
            keys[i] = row.envelope().key();
            times[i] = row.eventTimeMicros();
            accepted[i] = row.kafka().timestamp();
            contentTypes[i] = row.envelope().contentType();
            data[i] = row.json();
            bytes[i] = row.json() == null ? row.kafka().value() : null;
            hashes[i] = row.payloadHash();
        }

        void bind(Connection connection, PreparedStatement insert, int first) throws SQLException {
            int next = first;
            insert.setArray(next++, connection.createArrayOf("int8", offsets));
            insert.setArray(next++, connection.createArrayOf("text", ids));
            insert.setArray(next++, connection.createArrayOf("text", types));
            insert.setArray(next++, connection.createArrayOf("text", sources));
            insert.setArray(next++, connection.createArrayOf("text", keys));
            insert.setArray(next++, connection.createArrayOf("int8", times));
            insert.setArray(next++, connection.createArrayOf("int8", accepted));
            insert.setArray(next++, connection.createArrayOf("text", contentTypes));
            insert.setArray(next++, connection.createArrayOf("text", data));
            insert.setArray(next++, connection.createArrayOf("bytea", bytes));
            insert.setArray(next, connection.createArrayOf("bytea", hashes));
        }
    }
}
