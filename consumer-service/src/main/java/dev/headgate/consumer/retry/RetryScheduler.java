// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.retry;

import dev.headgate.consumer.BackgroundLoop;
import dev.headgate.consumer.ConsumerTotals;
import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.RetrySettings;
import dev.headgate.consumer.landing.Backoff;
import dev.headgate.consumer.landing.FailureClass;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.SingleLanding;
import dev.headgate.consumer.retry.RetryAttempt.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries parked records again when they are due: one virtual thread in each consumer, all of them on
 * the same table, whoever owns the partitions. What is due and how often it was tried stands in the
 * table alone, so that nothing is lost or counted anew when this ends. A database that is away is
 * waited for.
 */
public final class RetryScheduler implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(RetryScheduler.class);

    /** Attempts between two looks at whether to stop and what to report. */
    private static final int ROUND_MAX = 200;

    /** So many failures of the surroundings on end are more than one record's bad luck. */
    private static final int SPOILED_MAX = 5;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LOOK_MIN = Duration.ofMillis(20);
    private static final Duration SAMPLE = Duration.ofSeconds(2);
    private static final Duration TROUBLE_LASTS = Duration.ofSeconds(60);
    private static final Duration BLOCKED = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final LandingDatabase database;
    private final RetrySettings settings;
    private final ConsumerTotals totals;
    private final RetryAttempt attempt;
    private final RetryTable table = new RetryTable();
    private final Backoff backoff = Backoff.environment(new SplittableRandom());
    private final BackgroundLoop loop;
    private volatile @Nullable Trouble outage;
    private volatile @Nullable Trouble stopped;
    private int failures;
    private long sampledNs = System.nanoTime() - SAMPLE.toNanos();

    private record Trouble(Instant since, String reason) {}

    /** Works on this database. */
    public RetryScheduler(
            LandingDatabase database,
            SingleLanding landing,
            RetrySettings settings,
            ConsumerTotals totals) {
        this.database = database;
        this.settings = settings;
        this.totals = totals;
        this.attempt = new RetryAttempt(database, landing, new RetrySchedule(settings));
        this.loop = new BackgroundLoop("retry-scheduler", Duration.ZERO, CLOSE, this::turn);
    }

    /** Begins to try what is due. */
    public void start() {
        loop.start();
    }

    /** Ends after the attempt in flight, or breaks it off if that takes too long. */
    @Override
    public void close() {
        loop.close();
    }

    /** Why parked records are not tried; empty if they are. */
    public List<String> problems() {
        Instant now = Instant.now();
        @Nullable Trouble waits = outage;
        if (waits != null && waits.since().plus(BLOCKED).isBefore(now)) {
            return List.of("retries waiting: " + waits.reason());
        }
        @Nullable Trouble halted = stopped;
        if (halted != null && halted.since().plus(TROUBLE_LASTS).isAfter(now)) {
            return List.of("retries stopped: " + halted.reason());
        }
        return List.of();
    }

    private Duration turn() throws InterruptedException {
        try {
            Duration wait = round() ? look() : backoff.wait(failures++);
            if (outage != null) {
                outage = null;
            } else {
                failures = 0;
            }
            return wait;
        } catch (RuntimeException e) {
            note(LandingFailure.of(e));
            return backoff.wait(failures++);
        }
    }

    /** Tries what is due; false if the surroundings spoiled too much of it. */
    private boolean round() throws InterruptedException {
        int spoiled = 0;
        int exhausted = 0;
        for (int i = 0; i < ROUND_MAX && spoiled < SPOILED_MAX && !loop.isClosing(); i++) {
            switch (attempt.make()) {
                case Made.Nothing() -> i = ROUND_MAX;
                case Made.Waits() -> {
                    // Put off; the next one.
                }
                case Made.Attempt(RetryResult result) -> {
                    totals.retried(result);
                    exhausted += result == RetryResult.EXHAUSTED ? 1 : 0;
                    spoiled = 0;
                }
                case Made.Spoiled(LandingFailure failure) -> {
                    spoiled++;
                    spoil(failure);
                }
            }
        }
        if (exhausted > 0) {
            LOGGER.atWarn()
                    .addKeyValue(LogKey.COUNT, exhausted)
                    .log("parked records were given up and are dead letters now");
        }
        return spoiled < SPOILED_MAX;
    }

    /** Reports how things stand now and then; answers how long nothing is due. */
    private Duration look() throws InterruptedException {
        if (System.nanoTime() - sampledNs >= SAMPLE.toNanos()) {
            var sample = database.transaction(tx -> table.sample(tx, settings.parkedMax()));
            totals.parking(sample.records(), sample.oldestAge());
            sampledNs = System.nanoTime();
        }
        Duration due = database.transaction(table::untilDue).orElse(LOOK);
        if (due.compareTo(LOOK_MIN) < 0) {
            return LOOK_MIN;
        }
        return due.compareTo(LOOK) < 0 ? due : LOOK;
    }

    private void spoil(LandingFailure failure) {
        LOGGER.atWarn()
                .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                .addKeyValue(LogKey.REASON, failure.message())
                .log("an attempt at a parked record was spoiled and does not count");
        if (failure.failureClass() == FailureClass.SYSTEMIC) {
            stopped = new Trouble(Instant.now(), reason(failure));
        }
    }

    private void note(LandingFailure failure) {
        if (outage == null) {
            outage = new Trouble(Instant.now(), reason(failure));
            LOGGER.atWarn()
                    .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                    .addKeyValue(LogKey.REASON, failure.message())
                    .log("parked records cannot be tried for now");
        }
    }

    private static String reason(LandingFailure failure) {
        return failure.failureClass()
                + (failure.sqlState() == null ? "" : " " + failure.sqlState());
    }
}
