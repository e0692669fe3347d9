// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import dev.headgate.consumer.deadletter.AuditNote.Action;
import dev.headgate.consumer.landing.FailureClass;
import dev.headgate.consumer.landing.IdentityVanished;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.RecordTrial;
import dev.headgate.consumer.landing.RecordTrial.Spoiled;
import dev.headgate.consumer.landing.SingleLanding;
import dev.headgate.consumer.landing.SingleLanding.Outcome;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.Refusal;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * One letter of a replay: taken, tried and settled in one transaction, with its row, its state, its
 * line in the audit and the replay's count. Whatever comes between, a kill or an end of the replay,
 * undoes all of it. A failure of the surroundings does so too, and counts as no attempt.
 *
 * <p>The replay's row is written last, so that it is locked for as short a time as possible: who
 * cancels a replay waits for that moment alone, and nothing is settled after it. Used by one
 * thread.
 */
final class LetterReplay {

    private final LandingDatabase database;
    private final String owner;
    private final RecordTrial trial;
    private final LetterTable letters = new LetterTable();
    private final ReplayTable replays = new ReplayTable();

    /** What came of it. */
    sealed interface Made {

        /** No letter is left that nobody has in hand. */
        record Nothing() implements Made {}

        /** The replay has ended. */
        record Over() implements Made {}

        /** It is to be tried again at once. */
        record Again() implements Made {}

        /** A letter was settled. */
        record Settled(Action came) implements Made {}

        /** Something else than the letter failed. */
        record Waits(LandingFailure failure) implements Made {}
    }

    LetterReplay(LandingDatabase database, SingleLanding landing, String owner) {
        this.database = database;
        this.owner = owner;
        this.trial = new RecordTrial(landing);
    }

    /** Makes one; a database that fails altogether is thrown as jOOQ's exception. */
    Made next(ReplayJob job) throws InterruptedException {
        try {
            return database.transaction(tx -> next(tx, job));
        } catch (IdentityVanished _) {
            return new Made.Again();
        } catch (Spoiled e) {
            return new Made.Waits(e.failure());
        } catch (Ended _) {
            return new Made.Over();
        }
    }

    private Made next(DSLContext tx, ReplayJob job) {
        Optional<StoredLetter> taken = letters.takeNext(tx, job.id());
        if (taken.isEmpty()) {
            return new Made.Nothing();
        }
        StoredLetter letter = taken.get();
        Outcome outcome = trial.land(tx, letter.partition(), letter::decoded);
        Action came = settle(tx, job, letter, outcome);
        if (!replays.count(tx, job, came)) {
            throw new Ended();
        }
        if (came == Action.Failed && job.stopOnFailure()) {
            replays.end(tx, job.id(), ReplayJob.State.Stopped);
        }
        return new Made.Settled(came);
    }

    private Action settle(DSLContext tx, ReplayJob job, StoredLetter letter, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Landed() -> landed(tx, job, letter, "it is a row now");
            case Outcome.AlreadyLanded() -> landed(tx, job, letter, "it was a row already");
            case Outcome.Suppressed() -> {
                var note = note(Action.Suppressed, job, "its event has landed from another place");
                letters.landed(tx, letter, LetterState.Suppressed, note);
                yield Action.Suppressed;
            }
            case Outcome.Refused(Refused refused) ->
                    failed(tx, job, letter, FailureClass.POISON, refused.refusal());
            case Outcome.Later(Refusal why) -> failed(tx, job, letter, FailureClass.RETRYABLE, why);
        };
    }

    private Action landed(DSLContext tx, ReplayJob job, StoredLetter letter, String reason) {
        letters.landed(tx, letter, LetterState.Landed, note(Action.Landed, job, reason));
        return Action.Landed;
    }

    private Action failed(
            DSLContext tx,
            ReplayJob job,
            StoredLetter letter,
            FailureClass failureClass,
            Refusal why) {
        var note = note(Action.Failed, job, why.reason() + ": " + why.detail());
        letters.failed(tx, letter, failureClass, why, note);
        return Action.Failed;
    }

    private AuditNote note(Action action, ReplayJob job, String reason) {
        return new AuditNote(action, owner, job.id(), reason);
    }

    /** Undoes what was done for a replay that has ended. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended() {
            super("the replay has ended", null, false, false);
        }
    }
}
