// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import dev.headgate.tables.generated.Headgate;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jooq.SQLDialect;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** One pipeline's PostgreSQL schema: made and brought up to date by migrations. */
public final class PipelineSchema {

    private static final String MIGRATIONS = "classpath:dev/headgate/tables/migration";

    private PipelineSchema() {}

    /**
     * Makes the schema if it is missing, applies the migrations that it lacks and makes the views
     * of topics that are missing. Idempotent; several processes may do it at once. The role must be
     * allowed to create the schema, or to create tables in it where it exists.
     *
     * @return how many migrations were applied
     */
    public static int migrate(DataSource database, String schema) {
        return migrate(Flyway.configure().dataSource(database), schema);
    }

    /** The same with an address and credentials in place of a data source. */
    public static int migrate(String url, String username, String password, String schema) {
        return migrate(Flyway.configure().dataSource(url, username, password), schema);
    }

    /** How many migrations the schema lacks: 0 means that a consumer may work on it. */
    public static int missingMigrations(
            String url, String username, String password, String schema) {
        try {
            return Migrations.missing(url, username, password, schema);
        } catch (SQLException e) {
            throw new DataAccessException(String.valueOf(e.getMessage()), e);
        }
    }

    /** jOOQ settings under which the generated classes mean the tables of this schema. */
    public static Settings jooqSettings(String schema) {
        return new Settings()
                .withExecuteLogging(false)
                .withRenderMapping(
                        new RenderMapping()
                                .withSchemata(
                                        new MappedSchema()
                                                .withInput(Headgate.HEADGATE.getName())
                                                .withOutput(schema)));
    }

    private static int migrate(FluentConfiguration configuration, String schema) {
        Flyway flyway = flyway(configuration, schema);
        int applied = flyway.migrate().migrationsExecuted;
        TopicViews.restore(
                DSL.using(
                        flyway.getConfiguration().getDataSource(),
                        SQLDialect.POSTGRES,
                        jooqSettings(schema)),
                schema);
        return applied;
    }

    private static Flyway flyway(FluentConfiguration configuration, String schema) {
        return configuration
                .locations(MIGRATIONS)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .load();
    }
}
