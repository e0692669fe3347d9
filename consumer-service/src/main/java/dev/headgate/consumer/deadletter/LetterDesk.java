// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_PATCH;

import dev.headgate.consumer.deadletter.AuditNote.Action;
import dev.headgate.consumer.deadletter.ReplayJob.State;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.record.Refusal;
import dev.headgate.consumer.record.StoredRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;

/**
 * What people do to dead letters: throw them away, correct them, have them replayed. Each is one
 * transaction with its lines in the audit; letters that somebody else has in hand, or that are not
 * dead, are left out. Thread-safe.
 */
public final class LetterDesk {

    private final LandingDatabase database;
    private final LetterTable letters = new LetterTable();
    private final ReplayTable replays = new ReplayTable();

    /** Works on this database. */
    public LetterDesk(LandingDatabase database) {
        this.database = database;
    }

    /**
     * What an order would take.
     *
     * @param letters how many, counted no further than one order takes
     * @param guarded how many are left out because their replays have failed too often
     * @param more whether there are more than one order takes
     */
    public record Preview(int letters, int guarded, boolean more) {}

    /** Counts what would be thrown away. */
    public Preview previewDiscard(LetterSelection selection) throws InterruptedException {
        return database.transaction(tx -> preview(tx, dead(selection), DSL.falseCondition()));
    }

    /** Counts what would be replayed. */
    public Preview previewReplay(ReplayOrder order) throws InterruptedException {
        return database.transaction(tx -> preview(tx, replayable(order), guarded(order)));
    }

    /** Throws letters away: their rows stay, and nothing replays them any more. */
    public Change discard(LetterSelection selection, String reason, Caller caller)
            throws InterruptedException {
        return database.transaction(tx -> {
            List<Long> ids = letters.take(tx, dead(selection), LetterSelection.LETTERS_MAX);
            if (ids.isEmpty()) {
                return nothing(tx, selection);
            }
            var note = AuditNote.of(Action.Discarded, caller, reason);
            letters.move(tx, ids, LetterState.Dead, LetterState.Discarded, note);
            return new Change.Discarded(ids.size());
        });
    }

    /** Keeps a corrected version, if it could be an event's; the next replay takes it. */
    public Change patch(long id, LetterPatch patch, Caller caller) throws InterruptedException {
        return database.transaction(tx -> {
            Optional<StoredLetter> found = letters.takeOne(tx, id);
            return found.isEmpty()
                    ? new Change.Unknown("dead letter " + id)
                    : patch(tx, found.get(), patch, caller);
        });
    }

    /** Has letters replayed: those that are dead and whose replays have not failed too often. */
    public Change replay(ReplayOrder order, String selection, Caller caller)
            throws InterruptedException {
        return database.transaction(tx -> {
            List<Long> ids = letters.take(tx, replayable(order), LetterSelection.LETTERS_MAX);
            int guarded = preview(tx, guarded(order)).letters();
            if (ids.isEmpty()) {
                return guarded == 0 ? nothing(tx, order.selection()) : tooOften(guarded);
            }
            long replay = replays.insert(tx, order, selection, caller, ids.size());
            var note = new AuditNote(Action.Requested, caller.name(), replay, null);
            letters.move(tx, ids, LetterState.Dead, LetterState.ReplayRequested, note);
            boolean more = tx.fetchExists(DEAD_LETTER, replayable(order));
            return new Change.Requested(replays.find(tx, replay).orElseThrow(), guarded, more);
        });
    }

    /** Ends a replay; the letters that it has not tried are dead again soon. */
    public Change cancel(long replay) throws InterruptedException {
        return database.transaction(tx -> {
            boolean ended = replays.end(tx, replay, State.Cancelled);
            Optional<ReplayJob> job = replays.find(tx, replay);
            if (job.isEmpty()) {
                return new Change.Unknown("replay " + replay);
            }
            return ended
                    ? new Change.Ended(job.get())
                    : new Change.Refused(
                            "replay %d has ended already: %s".formatted(replay, job.get().state()));
        });
    }

    private Change patch(DSLContext tx, StoredLetter letter, LetterPatch patch, Caller caller) {
        if (letter.state() != LetterState.Dead) {
            return notDead(letter);
        }
        StoredRecord before = letter.patched() == null ? letter.original() : letter.patched();
        StoredRecord corrected = patch.applied(before);
        Optional<Refusal> flaw = LetterPatch.flaw(corrected);
        if (flaw.isPresent()) {
            return new Change.Unfit(flaw.get().reason(), flaw.get().detail());
        }
        int version = letters.patch(tx, letter.id()).map(last -> last.getVersion()).orElse(1) + 1;
        tx.insertInto(DEAD_LETTER_PATCH)
                .set(DEAD_LETTER_PATCH.DEAD_LETTER_ID, letter.id())
                .set(DEAD_LETTER_PATCH.VERSION, version)
                .set(DEAD_LETTER_PATCH.RECORD_VALUE, corrected.value())
                .set(DEAD_LETTER_PATCH.RECORD_HEADERS, JSONB.valueOf(corrected.headers()))
                .set(DEAD_LETTER_PATCH.PATCHED_BY, caller.name())
                .set(DEAD_LETTER_PATCH.REASON, patch.reason())
                .execute();
        var note =
                AuditNote.of(Action.Patched, caller, "version " + version + ": " + patch.reason());
        letters.audit(tx, List.of(letter.id()), LetterState.Dead, LetterState.Dead, note);
        return new Change.Patched(letter.id(), version);
    }

    private Change nothing(DSLContext tx, LetterSelection selection) {
        if (selection.ids().size() == 1) {
            long id = selection.ids().getFirst();
            return letters.find(tx, id)
                    .map(LetterDesk::notDead)
                    .orElseGet(() -> new Change.Unknown("dead letter " + id));
        }
        return new Change.Refused("none of these letters is dead");
    }

    private static Change notDead(StoredLetter letter) {
        return new Change.Refused(
                letter.state() == LetterState.Dead
                        ? "somebody else has dead letter %d in hand; try again"
                                .formatted(letter.id())
                        : "dead letter %d is %s".formatted(letter.id(), letter.state()));
    }

    private static Change tooOften(int guarded) {
        return new Change.Refused(
                "%d replays of %s have failed; mend the cause or patch first, or say force"
                        .formatted(
                                ReplayOrder.REPLAYS_MAX,
                                guarded == 1 ? "this letter" : "each of these letters"));
    }

    private static Condition dead(LetterSelection selection) {
        return selection.condition().and(LetterState.Dead.now());
    }

    static Condition replayable(ReplayOrder order) {
        Condition dead = dead(order.selection());
        return order.force() ? dead : dead.and(DEAD_LETTER.REPLAYS.lt(ReplayOrder.REPLAYS_MAX));
    }

    private static Condition guarded(ReplayOrder order) {
        return order.force()
                ? DSL.falseCondition()
                : dead(order.selection()).and(DEAD_LETTER.REPLAYS.ge(ReplayOrder.REPLAYS_MAX));
    }

    private static Preview preview(DSLContext tx, Condition which, Condition guarded) {
        Preview taken = preview(tx, which);
        return new Preview(taken.letters(), preview(tx, guarded).letters(), taken.more());
    }

    private static Preview preview(DSLContext tx, Condition which) {
        int max = LetterSelection.LETTERS_MAX;
        int counted = tx.fetchCount(DSL.selectOne().from(DEAD_LETTER).where(which).limit(max + 1));
        return new Preview(Math.min(counted, max), 0, counted > max);
    }
}
