// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.retry;

import dev.headgate.consumer.landing.DeadLetterTable;
import dev.headgate.consumer.landing.IdentityVanished;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.RecordTrial;
import dev.headgate.consumer.landing.RecordTrial.Spoiled;
import dev.headgate.consumer.landing.SingleLanding;
import dev.headgate.consumer.landing.SingleLanding.Outcome;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jooq.DSLContext;

/**
 * One attempt at one parked record that is due. In one transaction the record is taken, tried, and
 * then either gone from the table, as a row or as a dead letter, or parked again with the attempt
 * counted. Nobody else can take it meanwhile, so that attempts are counted exactly, whoever makes
 * them. A failure of the surroundings undoes all of that; then the record is put off without an
 * attempt being counted, so that it does not hold up the others.
 *
 * <p>A record has a transaction of its own: a slow one delays no other, and none of them can
 * deadlock with the lanes over event identities. Used by one thread.
 */
final class RetryAttempt {

    private static final Duration SPOILED = Duration.ofSeconds(2);
    private static final Duration STOPPED = Duration.ofSeconds(30);
    private static final Duration BEHIND = Duration.ofSeconds(10);

    private final LandingDatabase database;
    private final RecordTrial trial;
    private final RetrySchedule schedule;
    private final RetryTable table = new RetryTable();
    private final DeadLetterTable deadLetters = new DeadLetterTable();
    private final SplittableRandom random = new SplittableRandom();

    /** What came of it. */
    sealed interface Made {

        /** Nothing is due. */
        record Nothing() implements Made {}

        /** A record was due that waits behind another one. */
        record Waits() implements Made {}

        /** An attempt was made. */
        record Attempt(RetryResult result) implements Made {}

        /** Something else than the record failed. */
        record Spoiled(LandingFailure failure) implements Made {}
    }

    RetryAttempt(LandingDatabase database, SingleLanding landing, RetrySchedule schedule) {
        this.database = database;
        this.trial = new RecordTrial(landing);
        this.schedule = schedule;
    }

    /** Makes one; a database that fails altogether is thrown as jOOQ's exception. */
    Made make() throws InterruptedException {
        try {
            return database.transaction(this::make);
        } catch (IdentityVanished _) {
            return new Made.Waits();
        } catch (SpoiledRow e) {
            Duration delay =
                    switch (e.failure.failureClass()) {
                        case ENVIRONMENT -> SPOILED;
                        case SYSTEMIC, POISON, RETRYABLE -> STOPPED;
                    };
            database.transaction(tx -> {
                table.postpone(tx, e.row, delay);
                return true;
            });
            return new Made.Spoiled(e.failure);
        }
    }

    private Made make(DSLContext tx) {
        Optional<ParkedRow> due = table.claim(tx);
        if (due.isEmpty()) {
            return new Made.Nothing();
        }
        ParkedRow row = due.get();
        if (table.isBehind(tx, row)) {
            table.postpone(tx, row, BEHIND);
            return new Made.Waits();
        }
        return new Made.Attempt(settle(tx, row, tried(tx, row)));
    }

    private Outcome tried(DSLContext tx, ParkedRow row) {
        try {
            return trial.land(tx, row.partition(), decoder -> decoder.decode(row.record().kafka()));
        } catch (Spoiled e) {
            throw new SpoiledRow(row, e.failure());
        }
    }

    private RetryResult settle(DSLContext tx, ParkedRow row, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Landed() -> remove(tx, row, RetryResult.LANDED);
            case Outcome.AlreadyLanded() -> remove(tx, row, RetryResult.KNOWN);
            case Outcome.Suppressed() -> remove(tx, row, RetryResult.SUPPRESSED);
            case Outcome.Refused(Refused refused) -> {
                deadLetters.insertAfter(tx, row.partition(), refused, row.attempts() + 1);
                yield remove(tx, row, RetryResult.POISON);
            }
            case Outcome.Later(Refusal why) -> later(tx, row, why);
        };
    }

    private RetryResult later(DSLContext tx, ParkedRow row, Refusal why) {
        int attempts = row.attempts() + 1;
        Optional<Duration> delay = schedule.next(attempts, row.age(), random);
        if (delay.isPresent()) {
            table.failed(tx, row, why, delay.get());
            return RetryResult.PARKED;
        }
        var refused = new Refused(row.record().kafka(), exhausted(why, attempts));
        deadLetters.insertExhausted(tx, row.partition(), refused, attempts);
        return remove(tx, row, RetryResult.EXHAUSTED);
    }

    private RetryResult remove(DSLContext tx, ParkedRow row, RetryResult result) {
        table.remove(tx, row);
        return result;
    }

    private static Refusal exhausted(Refusal last, int attempts) {
        return new Refusal(
                last.stage(),
                "RetriesExhausted",
                "given up after %d attempts: %s: %s"
                        .formatted(attempts, last.reason(), last.detail()),
                last.sqlState());
    }

    /** Names the record that was tried when something else failed. */
    private static final class SpoiledRow extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ParkedRow row;
        private final transient LandingFailure failure;

        SpoiledRow(ParkedRow row, LandingFailure failure) {
            super("spoiled", null, false, false);
            this.row = row;
            this.failure = failure;
        }
    }
}
