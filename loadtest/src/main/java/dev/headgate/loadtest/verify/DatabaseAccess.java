// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.TOPIC_REF;
import static dev.headgate.tables.generated.Tables.WATERMARK;

import dev.headgate.tables.PipelineSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Where a pipeline's tables are and how to get at them. Nothing of it is ever written to.
 *
 * @param url JDBC address
 * @param username a role that may read the schema
 * @param password its password
 * @param schema the pipeline's schema
 */
public record DatabaseAccess(String url, String username, String password, String schema) {

    private static final List<Table<?>> READ = List.of(TOPIC_REF, EVENT, WATERMARK, DEAD_LETTER);
    private static final int CONNECT_SECONDS_MAX = 2;
    private static final int CHECK_SECONDS_MAX = 10;
    private static final String JDBC = "jdbc:";

    /**
     * Makes sure that the pipeline's tables are there and can be read.
     *
     * @throws DatabaseAccessException if not
     */
    public void check() {
        try (Connection connection = open(CHECK_SECONDS_MAX)) {
            DSLContext sql = sql(connection);
            var space = DSL.table(DSL.name("pg_catalog", "pg_namespace"));
            var name = DSL.field(DSL.name("nspname"), String.class);
            if (!sql.fetchExists(space, name.eq(schema))) {
                throw missing("schema " + schema);
            }
            for (Table<?> table : READ) {
                if (!exists(sql, table.getName())) {
                    throw missing("table " + schema + "." + table.getName());
                }
                sql.selectOne().from(table).limit(0).execute();
            }
        } catch (SQLException e) {
            throw DatabaseAccessException.of(this, e);
        } catch (DataAccessException e) {
            throw trouble(e);
        }
    }

    /**
     * Opens a connection; the caller closes it.
     *
     * @param answerSecondsMax how long it waits for the next bytes of an answer before it fails
     * @throws DatabaseAccessException if there is none to be had
     */
    Connection open(int answerSecondsMax) {
        var properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "headgate-load");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS_MAX));
        properties.setProperty("socketTimeout", Integer.toString(answerSecondsMax));
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            throw DatabaseAccessException.of(this, e);
        }
    }

    /** The generated tables, meant as those of the schema. */
    DSLContext sql(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES, PipelineSchema.jooqSettings(schema));
    }

    /** What an error of a statement means. */
    DatabaseAccessException trouble(DataAccessException e) {
        return DatabaseAccessException.of(
                this,
                e.getCause() instanceof SQLException cause
                        ? cause
                        : new SQLException(e.getMessage(), e.sqlState(), e));
    }

    /** The address without parameters, which may hold secrets. */
    String address() {
        int parameters = url.indexOf('?');
        String plain = parameters < 0 ? url : url.substring(0, parameters);
        return plain.startsWith(JDBC) ? plain.substring(JDBC.length()) : plain;
    }

    @Override
    public String toString() {
        return address() + " as " + username + ", schema " + schema;
    }

    private boolean exists(DSLContext sql, String table) {
        var tables = DSL.table(DSL.name("pg_catalog", "pg_tables"));
        return sql.fetchExists(
                tables,
                DSL.field(DSL.name("schemaname"), String.class)
                        .eq(schema)
                        .and(DSL.field(DSL.name("tablename"), String.class).eq(table)));
    }

    private DatabaseAccessException missing(String what) {
        return new DatabaseAccessException(
                "The database at %s has no %s: apply the pipeline first (headgate apply FILE)."
                        .formatted(address(), what),
                null);
    }
}
