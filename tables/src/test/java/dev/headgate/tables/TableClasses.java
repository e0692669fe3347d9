// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import dev.headgate.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/**
 * Generates the jOOQ classes from the migrations, on a real PostgreSQL. To refresh the committed
 * ones: {@value #COMMAND}.
 */
final class TableClasses {

    static final String REGENERATE = "headgate.regenerateTables";
    static final String COMMAND =
            "mvn -q -pl tables -am verify -Dheadgate.regenerateTables=true"
                    + " -Dit.test=GeneratedTablesIT -Dtest=none"
                    + " -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dfailsafe.failIfNoSpecifiedTests=false";

    private static final String SCHEMA = "headgate";

    private TableClasses() {}

    /** Writes the classes under the folder, which is emptied first. */
    static void generate(Path folder, Path work) throws Exception {
        Files.createDirectories(folder);
        try (var postgres = EmbeddedPostgres.start(work, 0)) {
            migrate(postgres);
            GenerationTool.generate(configuration(postgres, folder));
        }
    }

    private static void migrate(EmbeddedPostgres postgres) throws IOException {
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                .locations("classpath:dev/headgate/tables/migration")
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .load()
                .migrate();
    }

    private static Configuration configuration(EmbeddedPostgres postgres, Path folder) {
        return new Configuration()
                .withJdbc(
                        new Jdbc()
                                .withUrl(postgres.jdbcUrl())
                                .withUser(postgres.username())
                                .withPassword(postgres.password()))
                .withGenerator(
                        new Generator()
                                .withDatabase(
                                        new Database()
                                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                                .withInputSchema(SCHEMA)
                                                .withIncludes(".*")
                                                .withIncludeRoutines(false)
                                                .withExcludes("flyway_schema_history.*"))
                                .withGenerate(new Generate().withRecords(true))
                                .withTarget(
                                        new Target()
                                                .withPackageName("dev.headgate.tables.generated")
                                                .withDirectory(folder.toString())));
    }
}
