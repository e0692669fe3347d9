// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_AUDIT;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_PATCH;
import static dev.headgate.tables.generated.Tables.TOPIC_REF;

import dev.headgate.consumer.landing.FailureClass;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.record.Refusal;
import dev.headgate.consumer.record.StoredRecord;
import dev.headgate.tables.generated.tables.records.DeadLetterPatchRecord;
import dev.headgate.tables.generated.tables.records.DeadLetterRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The states of dead letters: taking letters in hand and moving them on, each with its line in the
 * audit. Two that want the same letter meet at the lock of its row; the second finds it taken.
 */
final class LetterTable {

    /** Takes letters that nobody else has in hand, the oldest first, until the transaction ends. */
    List<Long> take(DSLContext tx, Condition which, int max) {
        return tx.select(DEAD_LETTER.DEAD_LETTER_ID)
                .from(DEAD_LETTER)
                .where(which)
                .orderBy(DEAD_LETTER.DEAD_LETTER_ID)
                .limit(max)
                .forUpdate()
                .skipLocked()
                .fetch(DEAD_LETTER.DEAD_LETTER_ID);
    }

    /** Takes the next letter of a replay that nobody else has in hand. */
    Optional<StoredLetter> takeNext(DSLContext tx, long replayId) {
        return tx.select(DEAD_LETTER.fields())
                .select(TOPIC_REF.TOPIC_NAME)
                .from(DEAD_LETTER)
                .join(TOPIC_REF)
                .on(TOPIC_REF.TOPIC_REF_.eq(DEAD_LETTER.TOPIC_REF))
                .where(DEAD_LETTER.REPLAY_ID.eq(replayId))
                .and(LetterState.ReplayRequested.now())
                .orderBy(DEAD_LETTER.DEAD_LETTER_ID)
                .limit(1)
                .forUpdate()
                .of(DEAD_LETTER)
                .skipLocked()
                .fetchOptional(row -> letter(tx, row));
    }

    /** The letter of this number. */
    Optional<StoredLetter> find(DSLContext tx, long id) {
        return tx.select(DEAD_LETTER.fields())
                .select(TOPIC_REF.TOPIC_NAME)
                .from(DEAD_LETTER)
                .join(TOPIC_REF)
                .on(TOPIC_REF.TOPIC_REF_.eq(DEAD_LETTER.TOPIC_REF))
                .where(DEAD_LETTER.DEAD_LETTER_ID.eq(id))
                .fetchOptional(row -> letter(tx, row));
    }

    /** The same letter, in hand until the transaction ends; waits for whoever has it. */
    Optional<StoredLetter> takeOne(DSLContext tx, long id) {
        tx.select(DEAD_LETTER.DEAD_LETTER_ID)
                .from(DEAD_LETTER)
                .where(DEAD_LETTER.DEAD_LETTER_ID.eq(id))
                .forUpdate()
                .fetch();
        return find(tx, id);
    }

    /** The latest corrected version; empty if there is none. */
    Optional<DeadLetterPatchRecord> patch(DSLContext tx, long id) {
        return tx.selectFrom(DEAD_LETTER_PATCH)
                .where(DEAD_LETTER_PATCH.DEAD_LETTER_ID.eq(id))
                .orderBy(DEAD_LETTER_PATCH.VERSION.desc())
                .limit(1)
                .fetchOptional();
    }

    /** Moves letters in hand on; all come from the same state. */
    void move(
            DSLContext tx, Collection<Long> ids, LetterState from, LetterState to, AuditNote note) {
        var update =
                tx.update(DEAD_LETTER)
                        .set(DEAD_LETTER.STATE, to.value())
                        .set(DEAD_LETTER.STATE_SINCE, DSL.currentOffsetDateTime());
        if (to == LetterState.ReplayRequested) {
            update = update.set(DEAD_LETTER.REPLAY_ID, note.replayId());
        }
        update.where(isOneOf(ids)).execute();
        audit(tx, ids, from, to, note);
    }

    /** A replay has come to this; the letter is in hand. */
    void landed(DSLContext tx, StoredLetter letter, LetterState to, AuditNote note) {
        tx.update(DEAD_LETTER)
                .set(DEAD_LETTER.ATTEMPTS, DEAD_LETTER.ATTEMPTS.plus(1))
                .where(DEAD_LETTER.DEAD_LETTER_ID.eq(letter.id()))
                .execute();
        move(tx, List.of(letter.id()), LetterState.ReplayRequested, to, note);
    }

    /** A replay has failed; the letter is in hand. */
    void failed(
            DSLContext tx,
            StoredLetter letter,
            FailureClass failureClass,
            Refusal why,
            AuditNote note) {
        tx.update(DEAD_LETTER)
                .set(DEAD_LETTER.ATTEMPTS, DEAD_LETTER.ATTEMPTS.plus(1))
                .set(DEAD_LETTER.REPLAYS, DEAD_LETTER.REPLAYS.plus(1))
                .set(DEAD_LETTER.STAGE, why.stage().word())
                .set(
                        DEAD_LETTER.FAILURE_CLASS,
                        failureClass == FailureClass.RETRYABLE ? "Retryable" : "Poison")
                .set(DEAD_LETTER.REASON, why.reason())
                .set(DEAD_LETTER.DETAIL, why.detail())
                .set(DEAD_LETTER.SQLSTATE, why.sqlState())
                .where(DEAD_LETTER.DEAD_LETTER_ID.eq(letter.id()))
                .execute();
        move(tx, List.of(letter.id()), LetterState.ReplayRequested, LetterState.Dead, note);
    }

    /** Writes down what was done. */
    void audit(
            DSLContext tx, Collection<Long> ids, LetterState from, LetterState to, AuditNote note) {
        tx.insertInto(
                        DEAD_LETTER_AUDIT,
                        DEAD_LETTER_AUDIT.DEAD_LETTER_ID,
                        DEAD_LETTER_AUDIT.ACTOR,
                        DEAD_LETTER_AUDIT.ACTION,
                        DEAD_LETTER_AUDIT.FROM_STATE,
                        DEAD_LETTER_AUDIT.TO_STATE,
                        DEAD_LETTER_AUDIT.REPLAY_ID,
                        DEAD_LETTER_AUDIT.REASON)
                .select(
                        DSL.select(
                                        DEAD_LETTER.DEAD_LETTER_ID,
                                        DSL.val(note.actor()),
                                        DSL.val(note.action().name()),
                                        from.value(),
                                        to.value(),
                                        DSL.val(note.replayId(), DEAD_LETTER_AUDIT.REPLAY_ID),
                                        DSL.val(note.reason(), DEAD_LETTER_AUDIT.REASON))
                                .from(DEAD_LETTER)
                                .where(isOneOf(ids))
                                .orderBy(DEAD_LETTER.DEAD_LETTER_ID))
                .execute();
    }

    /** One array, however many there are: PostgreSQL takes 65,535 values in one statement. */
    static Condition isOneOf(Collection<Long> ids) {
        return ids.size() == 1
                ? DEAD_LETTER.DEAD_LETTER_ID.eq(ids.iterator().next())
                : DEAD_LETTER.DEAD_LETTER_ID.eq(DSL.any(ids.toArray(Long[]::new)));
    }

    /** It belongs, or belonged last, to this replay. */
    static Condition isOf(long replayId) {
        return DEAD_LETTER.REPLAY_ID.eq(replayId);
    }

    private StoredLetter letter(DSLContext tx, Record row) {
        DeadLetterRecord letter = row.into(DEAD_LETTER);
        var original =
                new StoredRecord(
                        row.get(TOPIC_REF.TOPIC_NAME),
                        letter.getKafkaPartition(),
                        letter.getKafkaOffset(),
                        letter.getRecordTimestamp_(),
                        letter.getRecordKey(),
                        letter.getRecordValue(),
                        letter.getRecordHeaders().data());
        @Nullable StoredRecord patched =
                patch(tx, letter.getDeadLetterId())
                        .map(patch ->
                                original.with(
                                        patch.getRecordValue(), patch.getRecordHeaders().data()))
                        .orElse(null);
        return new StoredLetter(
                letter.getDeadLetterId(),
                new PartitionRef(letter.getTopicRef(), letter.getKafkaPartition()),
                original,
                patched,
                LetterState.valueOf(letter.getState()));
    }
}
