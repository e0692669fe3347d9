// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.tables.PipelineSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof at the demonstration's end fails whenever there is something wrong in the tables. */
class RowVerifierIT {

    private static final String SCHEMA = "hg_default_proof";
    private static final int EVENTS = 10;
    private static final List<RealEvent> REALS =
            List.of(
                    new RealEvent("a.created", "ann", "{\"n\": 1, \"list\": [1.0, \"x\"]}"),
                    new RealEvent("b.created", "bob", "{\"text\": \"é\"}"),
                    new RealEvent("c.created", "cem", "{\"deep\": {\"er\": null}}"));

    @TempDir static Path folder;

    private static EmbeddedPostgres postgres;
    private static Connection connection;

    @BeforeAll
    static void startPostgres() throws SQLException {
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        PipelineSchema.migrate(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), SCHEMA);
        connection =
                DriverManager.getConnection(
                        postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    @AfterAll
    static void stopPostgres() throws SQLException {
        connection.close();
        postgres.close();
    }

    @BeforeEach
    void landEveryEventOnce() throws SQLException {
        execute("TRUNCATE %s.event".formatted(SCHEMA));
        for (int n = 0; n < EVENTS; n++) {
            land(DemoEvent.nth(n, REALS.size()), n);
        }
    }

    @Test
    void holdsWhenEveryAcceptedEventIsThereOnce() throws SQLException {
        Verdict verdict = verdict(EVENTS);

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.rows()).isEqualTo(EVENTS);
        assertThat(verdict.realsFound()).isEqualTo(REALS.size());
    }

    @Test
    void namesALostEvent() throws SQLException {
        execute("DELETE FROM %s.event WHERE event_id = 'demo-000004'".formatted(SCHEMA));

        Verdict verdict = verdict(EVENTS);

        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.lost()).containsExactly("demo-000004");
    }

    @Test
    void namesADoubledEvent() throws SQLException {
        land(DemoEvent.nth(7, REALS.size()), 1_000);

        Verdict verdict = verdict(EVENTS);

        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.duplicated()).containsExactly("demo-000007");
    }

    @Test
    void namesAChangedEvent() throws SQLException {
        execute(
                "UPDATE %s.event SET data = '{\"n\": 2}' WHERE event_id = 'demo-000003'"
                        .formatted(SCHEMA));

        Verdict verdict = verdict(EVENTS);

        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.changed()).containsExactly("demo-000003");
    }

    @Test
    void namesARowThatNobodySent() throws SQLException {
        Verdict verdict = verdict(EVENTS - 1);

        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.foreign()).containsExactly("demo-000009");
    }

    private static Verdict verdict(int accepted) throws SQLException {
        var events =
                IntStream.range(0, accepted).mapToObj(n -> DemoEvent.nth(n, REALS.size())).toList();
        var none = new Histogram(3);
        var sent = new Sent(accepted, events, List.of(), Map.of(), 0, 0, 0, none, none);
        return new RowVerifier(connection, SCHEMA).verify(REALS, sent);
    }

    private static void land(DemoEvent event, int offset) throws SQLException {
        RealEvent real = REALS.get(event.real());
        String sql =
                """
                INSERT INTO %s.event (topic_ref, kafka_partition, kafka_offset, event_id, event_type,
                source, event_key, accepted_at, content_type, data, payload_hash)
                VALUES (1, 0, ?, ?, ?, '/default/proof', ?, now(), 'application/json', ?::jsonb, '')
                """
                        .formatted(SCHEMA);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setLong(1, offset);
            insert.setString(2, event.id());
            insert.setString(3, real.type());
            insert.setString(4, real.key());
            insert.setString(5, real.data());
            insert.executeUpdate();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
