// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is opened again after it was lost: a run goes on while its database is killed.
 * A question that gets no answer costs at most a few seconds, and while the database is away most
 * questions cost nothing. For one thread.
 */
final class ReopeningConnection implements AutoCloseable {

    private static final int ANSWER_SECONDS_MAX = 2;
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final int DOUBLINGS_MAX = 4;

    private final DatabaseAccess database;
    private @Nullable Connection connection;
    private @Nullable DatabaseAccessException trouble;
    private int failures;
    private long retryAtNanos;

    ReopeningConnection(DatabaseAccess database) {
        this.database = database;
    }

    /** The answer to a question; empty while the database is away. */
    <T> Optional<T> ask(Function<DSLContext, T> question) {
        if (trouble != null && System.nanoTime() - retryAtNanos < 0) {
            return Optional.empty();
        }
        try {
            if (connection == null) {
                connection = database.open(ANSWER_SECONDS_MAX);
            }
            T answer = question.apply(database.sql(connection));
            trouble = null;
            failures = 0;
            return Optional.of(answer);
        } catch (DatabaseAccessException e) {
            failed(e);
        } catch (DataAccessException e) {
            failed(database.trouble(e));
        }
        return Optional.empty();
    }

    /** Why the last question got no answer; empty if it got one. */
    Optional<DatabaseAccessException> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException _) {
                // It was read only: nothing is lost with it.
            }
            connection = null;
        }
    }

    private void failed(DatabaseAccessException e) {
        close();
        trouble = e;
        retryAtNanos = System.nanoTime() + (FIRST_WAIT.toNanos() << failures);
        failures = Math.min(failures + 1, DOUBLINGS_MAX);
    }
}
