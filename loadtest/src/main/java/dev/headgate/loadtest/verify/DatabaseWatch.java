// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import dev.headgate.loadtest.result.Second.DatabaseLook;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the database while a run lasts, counted from a base line that was taken before
 * it. A look reads the watermarks only, one row for each partition, and never the events.
 *
 * <p>It counts records of all senders: with others at work, lag and age come out too small. The
 * verdict after the run does not depend on it.
 *
 * <p>For one thread. A look blocks for at most a few seconds when the database hangs.
 */
public final class DatabaseWatch implements AutoCloseable {

    private static final int ANSWER_SECONDS_MAX = 10;

    private final WatermarkTotals baseLine;
    private final ReopeningConnection connection;
    private final AcknowledgedHistory history = new AcknowledgedHistory();

    private DatabaseWatch(WatermarkTotals baseLine, ReopeningConnection connection) {
        this.baseLine = baseLine;
        this.connection = connection;
        history.note(System.nanoTime(), 0);
    }

    /**
     * Takes the base line, before anything is sent.
     *
     * @throws DatabaseAccessException if the tables are not there or cannot be read
     */
    public static DatabaseWatch begin(DatabaseAccess database) {
        database.check();
        try (Connection connection = database.open(ANSWER_SECONDS_MAX)) {
            WatermarkTotals baseLine = WatermarkTotals.read(database.sql(connection));
            return new DatabaseWatch(baseLine, new ReopeningConnection(database));
        } catch (SQLException e) {
            throw DatabaseAccessException.of(database, e);
        } catch (DataAccessException e) {
            throw database.trouble(e);
        }
    }

    /** What was there before the run. */
    public WatermarkTotals baseLine() {
        return baseLine;
    }

    /**
     * Looks at the database; null while it is away. To be called once a second, also then.
     *
     * @param acknowledgedEvents events acknowledged so far, repeats included
     */
    public @Nullable DatabaseLook look(long acknowledgedEvents) {
        history.note(System.nanoTime(), acknowledgedEvents);
        return connection
                .ask(sql -> WatermarkTotals.read(sql).since(baseLine))
                .map(now -> look(now, acknowledgedEvents))
                .orElse(null);
    }

    @Override
    public void close() {
        connection.close();
    }

    private DatabaseLook look(WatermarkTotals sinceBaseLine, long acknowledgedEvents) {
        long settled = sinceBaseLine.settled();
        return new DatabaseLook(
                sinceBaseLine.landed(),
                settled,
                Math.max(0, acknowledgedEvents - settled),
                TimeUnit.NANOSECONDS.toMillis(history.oldestAgeNanos(System.nanoTime(), settled)));
    }
}
