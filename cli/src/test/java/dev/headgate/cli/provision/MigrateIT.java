// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.run.Execution;
import dev.headgate.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code migrate} does to a real database, without Kafka. */
class MigrateIT {

    @TempDir private static Path folder;

    @Test
    void makesTheSchemaAndTheNextTimeNothing() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            Execution first = migrate(postgres, postgres.username());
            Execution second = migrate(postgres, postgres.username());
            Execution reader = migrate(postgres, postgres.username(), "--reader", "analysts");
            Execution again = migrate(postgres, postgres.username(), "--reader", "analysts");
            Execution refused = migrate(postgres, ordinaryRole(postgres), "--reader", "others");

            assertThat(first.exitCode()).isZero();
            assertThat(first.out()).contains("schema hg_shop_orders:", "applied");
            assertThat(second.exitCode()).isZero();
            assertThat(second.out()).contains("schema hg_shop_orders: unchanged");
            assertThat(reader.exitCode()).as(reader.err()).isZero();
            assertThat(reader.out())
                    .contains("role analysts: made, may read schema hg_shop_orders");
            assertThat(again.out()).contains("role analysts: may read schema hg_shop_orders");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("CREATE ROLE \"others\" NOLOGIN");
        }
    }

    private static Execution migrate(EmbeddedPostgres postgres, String role, String... more)
            throws IOException {
        Path password = Files.writeString(folder.resolve("password"), postgres.password());
        var arguments =
                new ArrayList<>(
                        List.of(
                                "migrate",
                                "hg_shop_orders",
                                "--database",
                                postgres.jdbcUrl(),
                                "--database-username",
                                role,
                                "--database-password-file",
                                password.toString()));
        arguments.addAll(List.of(more));
        return Execution.of(arguments.toArray(String[]::new));
    }

    /** May do in the schema what its owner may, and nothing outside. */
    private static String ordinaryRole(EmbeddedPostgres postgres) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE ordinary LOGIN PASSWORD '" + postgres.password() + "'");
            statement.execute("GRANT ALL ON SCHEMA hg_shop_orders TO ordinary");
            statement.execute("GRANT ALL ON ALL TABLES IN SCHEMA hg_shop_orders TO ordinary");
        }
        return "ordinary";
    }
}
