// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Database.Shared.class)
class MigrationsIT {

    private static final Path FOLDER = Path.of("src/main/resources/dev/headgate/tables/migration");

    @Test
    void knowsEveryMigration() throws Exception {
        try (var files = Files.list(FOLDER)) {
            assertThat(Migrations.all()).hasSize((int) files.count());
        }
    }

    @Test
    void countsThoseThatASchemaLacks(Database database) throws SQLException {
        int all = Migrations.all().size();
        String schema = database.schema();

        assertThat(missing(database, schema)).isZero();
        assertThat(missing(database, "hg_not_there")).isEqualTo(all);
        database.ask("CREATE SCHEMA hg_empty_yet");
        assertThat(missing(database, "hg_empty_yet")).isEqualTo(all);
        database.ask(
                "UPDATE %s.flyway_schema_history SET success = false WHERE version = '1'"
                        .formatted(schema));
        assertThat(missing(database, schema)).isOne();
    }

    private static int missing(Database database, String schema) {
        var postgres = database.postgres();
        return PipelineSchema.missingMigrations(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), schema);
    }
}
