// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.run.Execution;
import dev.headgate.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The query of {@code docs/simulate.md} on a real table of events gives a trace to simulate. */
class RecordingIT {

    private static final Path PAGE = Path.of("../docs/simulate.md");
    private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final int SLOTS_OF_DAY = 8_640;

    /** Ten events a second for ten minutes, two thirds in partition 3, the others in 0. */
    private static final String EVENTS =
            """
            INSERT INTO hg_default_shop.event (topic_ref, kafka_partition, kafka_offset, event_id,
                event_type, source, accepted_at, content_type, data, payload_hash)
            SELECT 1, CASE i % 3 WHEN 0 THEN 0 ELSE 3 END, i, i, 'order.created', 'shop',
                date_bin('10 seconds', now(), 'epoch') - interval '2 hours'
                    + i * interval '100 milliseconds',
                'application/json', '{}', ''
            FROM generate_series(0, 5999) AS i
            """;

    private static final String EVENT_BEFORE =
            """
            INSERT INTO hg_default_shop.event (topic_ref, kafka_partition, kafka_offset, event_id,
                event_type, source, accepted_at, content_type, data, payload_hash)
            VALUES (1, 5, 0, 'late', 'order.created', 'shop', now() - interval '2 days',
                'application/json', '{}', '')
            """;

    @TempDir private static Path folder;

    @Test
    void theQueryOfThePageRecordsATrace() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            migrate(postgres);
            List<String> rows;
            try (Connection connection =
                    DriverManager.getConnection(
                            postgres.jdbcUrl(), postgres.username(), postgres.password())) {
                rows = recorded(connection);
            }
            Path trace = Files.write(folder.resolve("trace.csv"), rows);

            Execution simulate = Execution.of("simulate", "--trace", trace.toString());

            assertThat(rows).hasSize(SLOTS_OF_DAY);
            assertThat(rows.stream().filter(row -> !row.endsWith(",0.0" + ",0".repeat(12))))
                    .hasSize(60)
                    .allMatch(row -> row.matches("\\d+,10\\.0,3[34],0,0,6[67](,0){8}"));
            assertThat(simulate.exitCode()).as(simulate.err()).isZero();
            assertThat(simulate.out())
                    .contains("trace.csv: 24 h, 0 records a second on average, 10 at most")
                    .contains("12 partitions");
        }
    }

    private static List<String> recorded(Connection connection) throws SQLException, IOException {
        Matcher query = QUERY.matcher(Files.readString(PAGE));
        assertThat(query.find()).isTrue();
        var rows = new ArrayList<String>();
        try (var statement = connection.createStatement()) {
            statement.execute(EVENTS);
            statement.execute(EVENT_BEFORE);
            try (var result = statement.executeQuery(query.group(1))) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
        }
        return rows;
    }

    private static void migrate(EmbeddedPostgres postgres) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), postgres.password());
        Execution migrate =
                Execution.of(
                        "migrate",
                        "hg_default_shop",
                        "--database",
                        postgres.jdbcUrl(),
                        "--database-username",
                        postgres.username(),
                        "--database-password-file",
                        password.toString());
        assertThat(migrate.exitCode()).as(migrate.err()).isZero();
    }
}
