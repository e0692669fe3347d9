// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.retention;

import static dev.headgate.tables.generated.Tables.EVENT;

import dev.headgate.consumer.RetentionSettings;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.IntConsumer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * One removal of the rows that are too old, by one consumer of a pipeline at a time. It needs a
 * connection of its own, each of whose statements is a transaction. The only clock is the
 * database's.
 *
 * <p>Implementation note: what is too old is looked for once, through the BRIN index of {@code
 * ingested_at}, since each look goes over the places of rows removed before; the places found are
 * kept by PostgreSQL, and their rows removed a few at once. A place may have a younger row by then,
 * so the age is asked again.
 */
final class RetentionSweep {

    /** Rows in one transaction: some milliseconds. */
    static final int CHUNK = 1_000;

    private static final String LOCK =
            "SELECT pg_try_advisory_lock(hashtextextended({0}, 0)) AS locked";
    private static final String BOUND = "SELECT now() - make_interval(days => {0}) AS bound";
    private static final String LOOK =
            "DECLARE old CURSOR WITH HOLD FOR"
                    + " SELECT CAST(ctid AS text) AS place FROM {0} WHERE ingested_at < {1} LIMIT {2}";
    private static final String TAKE = "FETCH {0} FROM old";
    private static final String REMOVE =
            "DELETE FROM {0} WHERE ctid = ANY (CAST({1} AS tid[])) AND ingested_at < {2}";

    private final DSLContext dsl;
    private final RetentionSettings settings;
    private final IntConsumer onRemoved;

    /** How a sweep ended. */
    sealed interface Swept {

        /**
         * Nothing that was too old when it began is there any more.
         *
         * @param rows rows removed
         */
        record All(long rows) implements Swept {}

        /**
         * As much was removed as one sweep may; there may be more.
         *
         * @param rows rows removed
         */
        record Part(long rows) implements Swept {}

        /** Another consumer of the pipeline is at it. */
        record Elsewhere() implements Swept {}
    }

    /**
     * On a connection of its own.
     *
     * @param onRemoved hears how many rows each transaction has removed
     */
    RetentionSweep(DSLContext dsl, RetentionSettings settings, IntConsumer onRemoved) {
        this.dsl = dsl;
        this.settings = settings;
        this.onRemoved = onRemoved;
    }

    /** Removes what is too old, as many rows as the pace allows in this time. */
    Swept sweep(Duration time) throws InterruptedException {
        if (!locked()) {
            return new Swept.Elsewhere();
        }
        // Statistics that are out of date could have a whole table read for nothing.
        dsl.execute("SET enable_seqscan = off");
        OffsetDateTime bound =
                dsl.fetchSingle(BOUND, DSL.inline(settings.days()))
                        .get("bound", OffsetDateTime.class);
        long most = Math.max(1, settings.rowsPerSecondMax() * time.toSeconds());
        dsl.execute(LOOK, EVENT, DSL.inline(bound), DSL.inline(most));
        long begin = System.nanoTime();
        long found = 0;
        long removed = 0;
        while (true) {
            List<String> places =
                    dsl.fetch(TAKE, DSL.inline(CHUNK)).getValues("place", String.class);
            if (places.isEmpty()) {
                return found < most ? new Swept.All(removed) : new Swept.Part(removed);
            }
            found += places.size();
            int rows =
                    dsl.execute(
                            REMOVE, EVENT, DSL.val(places.toArray(String[]::new)), DSL.val(bound));
            onRemoved.accept(rows);
            removed += rows;
            Thread.sleep(wait(found, Duration.ofNanos(System.nanoTime() - begin)));
        }
    }

    /** How long to wait so that so many rows have taken long enough. */
    private Duration wait(long rows, Duration took) {
        Duration due = Duration.ofNanos(rows * 1_000_000_000L / settings.rowsPerSecondMax());
        Duration left = due.minus(took);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The lock is the session's: it ends with the connection, however that ends. */
    private boolean locked() {
        return dsl.fetchSingle(LOCK, DSL.val("headgate retention " + dsl.render(EVENT)))
                .get("locked", Boolean.class);
    }
}
