// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.loadtest.workload.LoadEvent;
import dev.headgate.tables.PipelineSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The tables of a pipeline with one topic in a real PostgreSQL, and hands to change them. */
final class PipelineTables implements AutoCloseable {

    static final String TOPIC = "orders";

    private static final String SCHEMA = "hg_default_shop";

    private final EmbeddedPostgres postgres;
    private @Nullable Connection connection;

    private PipelineTables(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static PipelineTables start(Path folder) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0);
        PipelineSchema.migrate(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), SCHEMA);
        return new PipelineTables(postgres);
    }

    DatabaseAccess access() {
        return access(SCHEMA);
    }

    DatabaseAccess access(String schema) {
        return new DatabaseAccess(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), schema);
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    /** Makes all tables empty but for the topic. */
    void empty() throws SQLException {
        execute("TRUNCATE event, dead_letter, watermark, topic_ref RESTART IDENTITY CASCADE");
        topic();
    }

    /** Makes the topic known under the next number, as if it had been made again. */
    void topic() throws SQLException {
        execute(
                "INSERT INTO topic_ref (topic_name, topic_id) VALUES (?, gen_random_uuid())",
                TOPIC);
    }

    /** Puts an event's row at a place, accepted at an instant and landed now. */
    void land(LoadEvent event, int partition, long offset, Instant acceptedAt) throws SQLException {
        execute(
                """
                INSERT INTO event (topic_ref, kafka_partition, kafka_offset, event_id, event_type,
                source, event_key, accepted_at, ingested_at, content_type, data, payload_hash)
                VALUES (1, ?, ?, ?, ?, '/default/shop', ?, ?, clock_timestamp(),
                'application/json', ?::jsonb, '')
                """,
                partition,
                offset,
                event.id(),
                event.type(),
                event.key(),
                acceptedAt.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
                event.data());
    }

    /** Puts an event's dead letter at a place. */
    void bury(LoadEvent event, int partition, long offset) throws SQLException {
        execute(
                """
                INSERT INTO dead_letter (topic_ref, kafka_partition, kafka_offset, record_timestamp,
                record_headers, stage, failure_class, reason, detail, attempts)
                VALUES (1, ?, ?, now(), ?::jsonb, 'land', 'Poison', 'InvalidJson', 'it is bad', 1)
                """,
                partition,
                offset,
                headers(event));
    }

    /** Parks an event's record at a place. */
    void park(LoadEvent event, int partition, long offset) throws SQLException {
        execute(
                """
                INSERT INTO retry_record (topic_ref, kafka_partition, kafka_offset,
                record_timestamp, record_value, record_headers, stage, reason, detail, fingerprint,
                attempts, next_attempt_at)
                VALUES (1, ?, ?, now(), '', ?::jsonb, 'land', 'NoParent', 'it is early', 'one', 1,
                now())
                """,
                partition,
                offset,
                headers(event));
    }

    private static String headers(LoadEvent event) {
        return """
        [{"name": "ce_specversion", "value": "1.0"}, {"name": "ce_id", "value": "%s"}]\
        """
                .formatted(event.id());
    }

    /** Sets a partition's watermark and how many rows it landed. */
    void watermark(int topicRef, int partition, long nextOffset, long landed) throws SQLException {
        execute(
                """
                INSERT INTO watermark (topic_ref, kafka_partition, next_offset, landed)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (topic_ref, kafka_partition)
                DO UPDATE SET next_offset = excluded.next_offset, landed = excluded.landed
                """,
                topicRef,
                partition,
                nextOffset,
                landed);
    }

    /** Executes a statement with the pipeline's schema in front of it. */
    void execute(String sql, @Nullable Object... values) throws SQLException {
        if (connection == null || !connection.isValid(1)) {
            connection =
                    DriverManager.getConnection(
                            postgres.jdbcUrl() + "?currentSchema=" + SCHEMA,
                            postgres.username(),
                            postgres.password());
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int place = 0; place < values.length; place++) {
                statement.setObject(place + 1, values[place]);
            }
            statement.execute();
        }
    }

    @Override
    public void close() {
        postgres.close();
    }
}
