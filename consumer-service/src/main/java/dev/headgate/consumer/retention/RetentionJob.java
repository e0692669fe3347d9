// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.retention;

import dev.headgate.consumer.BackgroundLoop;
import dev.headgate.consumer.ConsumerTotals;
import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.RetentionSettings;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.retention.RetentionSweep.Swept;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes rows that are older than the pipeline keeps them, once a minute. Each consumer tries, one
 * of them does it. It never stands in the way of landing: it has a connection of its own.
 */
public final class RetentionJob implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(RetentionJob.class);

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration FIRST = Duration.ofSeconds(2);

    private final LandingDatabase database;
    private final RetentionSettings settings;
    private final ConsumerTotals totals;
    private final BackgroundLoop loop;

    private RetentionJob(
            LandingDatabase database, RetentionSettings settings, ConsumerTotals totals) {
        this.database = database;
        this.settings = settings;
        this.totals = totals;
        this.loop = new BackgroundLoop("retention", FIRST, Duration.ZERO, this::turn);
    }

    /** Begins to remove, if rows are not kept for ever. */
    public static RetentionJob start(
            LandingDatabase database, RetentionSettings settings, ConsumerTotals totals) {
        var job = new RetentionJob(database, settings, totals);
        if (settings.days() > 0) {
            job.loop.start();
        }
        return job;
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration turn() throws InterruptedException {
        long begin = System.nanoTime();
        sweep();
        return PERIOD.minusNanos(System.nanoTime() - begin);
    }

    private void sweep() throws InterruptedException {
        try {
            Swept swept =
                    database.alone(dsl ->
                            new RetentionSweep(dsl, settings, totals::retentionRemoved)
                                    .sweep(PERIOD));
            switch (swept) {
                case Swept.All(long rows) when rows == 0 ->
                        LOGGER.atDebug().log("no row is too old");
                case Swept.All(long rows) ->
                        LOGGER.atInfo()
                                .addKeyValue(LogKey.COUNT, rows)
                                .log("rows that were too old are removed");
                case Swept.Part(long rows) ->
                        LOGGER.atWarn()
                                .addKeyValue(LogKey.COUNT, rows)
                                .log("retention is behind: there are more rows that are too old");
                case Swept.Elsewhere() ->
                        LOGGER.atDebug().log("another consumer removes rows that are too old");
            }
        } catch (RuntimeException e) {
            LandingFailure failure = LandingFailure.of(e);
            LOGGER.atWarn()
                    .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                    .addKeyValue(LogKey.REASON, failure.message())
                    .log("rows that are too old stay for now");
        }
    }
}
