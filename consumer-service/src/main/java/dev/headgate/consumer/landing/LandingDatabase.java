// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.headgate.consumer.ConsumerSettings.DatabaseSettings;
import dev.headgate.tables.PipelineSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * The database as the lanes use it: few connections, each under limits that end a transaction whose
 * process was stopped in the middle, and a fair queue in front of them.
 */
public final class LandingDatabase implements AutoCloseable {

    /**
     * A session of a stopped process must not hold a watermark's row: five idle seconds inside a
     * transaction end it. Versions before 17 do not know transaction_timeout.
     */
    private static final String SESSION =
            """
            SELECT set_config('statement_timeout', '30s', false),
                   set_config('lock_timeout', '5s', false),
                   set_config('idle_in_transaction_session_timeout', '5s', false),
                   set_config(name, '60s', false)
            FROM (SELECT max(name) AS name FROM pg_settings WHERE name IN
                    ('transaction_timeout', 'statement_timeout')) AS known\
            """;

    /** Work that may be interrupted. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T run(DSLContext dsl) throws InterruptedException;
    }

    private static final int CONNECTION_TIMEOUT_MS = 5_000;
    private static final int KEEPALIVE_MS = 30_000;

    private final HikariDataSource pool;
    private final Semaphore permits;
    private final DSLContext dsl;

    /** Opens no connection yet: a database that is down is not an error here. */
    public LandingDatabase(DatabaseSettings settings, String name) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connectionsMax());
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        config.setKeepaliveTime(KEEPALIVE_MS);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(SESSION);
        config.addDataSourceProperty("ApplicationName", "headgate-consumer");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "60");
        pool = new HikariDataSource(config);
        permits = new Semaphore(settings.connectionsMax(), true);
        dsl = DSL.using(pool, SQLDialect.POSTGRES, PipelineSchema.jooqSettings(settings.schema()));
    }

    /** Runs the work in one transaction; waits for a connection in turn. */
    public <T> T transaction(Function<DSLContext, T> work) throws InterruptedException {
        permits.acquire();
        try {
            return dsl.transactionResult(configuration -> work.apply(configuration.dsl()));
        } finally {
            permits.release();
        }
    }

    /** Runs the work in one transaction and undoes it, whatever comes of it. */
    public void rolledBack(java.util.function.Consumer<DSLContext> work)
            throws InterruptedException {
        try {
            this.<Void>transaction(tx -> {
                work.accept(tx);
                throw new Undo();
            });
        } catch (Undo _) {
            // As intended.
        }
    }

    /**
     * Runs the work on a connection of its own, beside the pool, each statement in a transaction of
     * its own: for what takes long and must not keep lanes waiting.
     */
    public <T> T alone(Work<T> work) throws InterruptedException {
        try (Connection connection =
                DriverManager.getConnection(pool.getJdbcUrl(), properties(pool))) {
            DSLContext own = DSL.using(connection, SQLDialect.POSTGRES, dsl.settings());
            own.execute(SESSION);
            return work.run(own);
        } catch (SQLException e) {
            throw new DataAccessException("the database cannot be reached", e);
        }
    }

    private static Properties properties(HikariDataSource pool) {
        var properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.setProperty("user", pool.getUsername());
        properties.setProperty("password", pool.getPassword());
        return properties;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Carries nothing; its only purpose is to roll a transaction back. */
    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undo() {
            super("rolled back on purpose", null, false, false);
        }
    }
}
