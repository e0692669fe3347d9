// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.run.Execution;
import dev.headgate.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code migrate} does to a real database, without Kafka. */
class MigrateIT {

    @TempDir private static Path folder;

    @Test
    void makesTheSchemaAndTheNextTimeNothing() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            Execution first = migrate(postgres);
            Execution second = migrate(postgres);

            assertThat(first.exitCode()).isZero();
            assertThat(first.out()).contains("schema hg_shop_orders:", "applied");
            assertThat(second.exitCode()).isZero();
            assertThat(second.out()).contains("schema hg_shop_orders: unchanged");
        }
    }

    private static Execution migrate(EmbeddedPostgres postgres) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), postgres.password());
        return Execution.of(
                "migrate",
                "hg_shop_orders",
                "--database",
                postgres.jdbcUrl(),
                "--database-username",
                postgres.username(),
                "--database-password-file",
                password.toString());
    }
}
