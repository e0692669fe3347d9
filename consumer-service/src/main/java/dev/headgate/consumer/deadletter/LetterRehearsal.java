// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replays letters without a trace: each is decoded, handled and inserted, and all of that is undone
 * again. Each is tried by itself: two that carry the same event would both land here, while of a
 * real replay one would be suppressed. Thread-safe.
 */
public final class LetterRehearsal {

    /** Most letters in one rehearsal. */
    public static final int LETTERS_MAX = 1_000;

    private static final Duration TIME_MAX = Duration.ofSeconds(10);

    private final LandingDatabase database;
    private final SingleLanding landing;
    private final LetterTable letters = new LetterTable();

    /**
     * What would become of a letter.
     *
     * @param id its number
     * @param outcome {@code Lands}, {@code Known} (a row already), {@code Suppressed}, {@code
     *     Fails} or {@code Unclear} (the surroundings failed)
     * @param reason one word for why it fails; null if it does not
     * @param detail a sentence about that; null if it does not
     */
    public record Rehearsed(
            long id, String outcome, @Nullable String reason, @Nullable String detail) {}

    /** Lands nothing, by these rules. */
    public LetterRehearsal(LandingDatabase database, SingleLanding landing) {
        this.database = database;
        this.landing = landing;
    }

    /** Tries the first of the letters that a replay would take, for a limited time. */
    public List<Rehearsed> rehearse(ReplayOrder order, int max) throws InterruptedException {
        List<Long> ids =
                database.transaction(tx ->
                        tx.select(DEAD_LETTER.DEAD_LETTER_ID)
                                .from(DEAD_LETTER)
                                .where(LetterDesk.replayable(order))
                                .orderBy(DEAD_LETTER.DEAD_LETTER_ID)
                                .limit(Math.min(max, LETTERS_MAX))
                                .fetch(DEAD_LETTER.DEAD_LETTER_ID));
        var trial = new RecordTrial(landing);
        var rehearsed = new ArrayList<Rehearsed>();
        long began = System.nanoTime();
        for (long id : ids) {
            if (System.nanoTime() - began > TIME_MAX.toNanos()) {
                break;
            }
            rehearsed.add(rehearse(trial, id));
        }
        return rehearsed;
    }

    private Rehearsed rehearse(RecordTrial trial, long id) throws InterruptedException {
        var outcome = new ArrayList<Rehearsed>(1);
        try {
            database.rolledBack(tx ->
                    letters.find(tx, id)
                            .map(letter -> trial.land(tx, letter.partition(), letter::decoded))
                            .ifPresent(landed -> outcome.add(rehearsed(id, landed))));
        } catch (IdentityVanished _) {
            return new Rehearsed(id, "Unclear", "Busy", "its event's identity changes just now");
        } catch (Spoiled e) {
            return unclear(id, e.failure());
        }
        return outcome.isEmpty()
                ? new Rehearsed(id, "Unclear", "Gone", "it was removed meanwhile")
                : outcome.getFirst();
    }

    private static Rehearsed unclear(long id, LandingFailure failure) {
        return new Rehearsed(id, "Unclear", failure.failureClass().name(), failure.message());
    }

    private static Rehearsed rehearsed(long id, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Landed() -> new Rehearsed(id, "Lands", null, null);
            case Outcome.AlreadyLanded() -> new Rehearsed(id, "Known", null, null);
            case Outcome.Suppressed() -> new Rehearsed(id, "Suppressed", null, null);
            case Outcome.Refused(Refused refused) -> fails(id, refused.refusal());
            case Outcome.Later(Refusal why) -> fails(id, why);
        };
    }

    private static Rehearsed fails(long id, Refusal why) {
        return new Rehearsed(id, "Fails", why.reason(), why.detail());
    }
}
