// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_REPLAY;

import dev.headgate.consumer.deadletter.ReplayJob.State;
import dev.headgate.consumer.landing.ParkingTable;
import dev.headgate.tables.generated.tables.records.DeadLetterReplayRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * The replays: who works on them, and how far they have come. Who works on one holds it for a
 * limited time only, so that another goes on when the first is gone; that two may believe to have
 * it costs nothing but speed, since letters are taken one by one under their own locks.
 */
final class ReplayTable {

    /**
     * How long a replay stands still when its worker is killed. A letter may take longer: then two
     * work on the replay for a while.
     */
    private static final Duration LEASE = Duration.ofSeconds(10);

    /** Ended replays that are looked through for letters they have not given back. */
    private static final int RECENT = 100;

    private static final int COUNTED_MAX = 1_000;

    long insert(DSLContext tx, ReplayOrder order, String selection, Caller caller, int selected) {
        return tx.insertInto(DEAD_LETTER_REPLAY)
                .set(DEAD_LETTER_REPLAY.REQUESTED_BY, caller.name())
                .set(DEAD_LETTER_REPLAY.SELECTION, JSONB.valueOf(selection))
                .set(DEAD_LETTER_REPLAY.RATE, order.rate())
                .set(DEAD_LETTER_REPLAY.STOP_ON_FAILURE, order.stopOnFailure())
                .set(DEAD_LETTER_REPLAY.FORCED, order.force())
                .set(DEAD_LETTER_REPLAY.SELECTED, selected)
                .returning(DEAD_LETTER_REPLAY.REPLAY_ID)
                .fetchSingle()
                .getReplayId();
    }

    Optional<ReplayJob> find(DSLContext tx, long id) {
        return tx.selectFrom(DEAD_LETTER_REPLAY)
                .where(DEAD_LETTER_REPLAY.REPLAY_ID.eq(id))
                .fetchOptional(ReplayTable::job);
    }

    /** The latest ones, the newest first. */
    List<ReplayJob> latest(DSLContext tx, int max) {
        return tx.selectFrom(DEAD_LETTER_REPLAY)
                .orderBy(DEAD_LETTER_REPLAY.REPLAY_ID.desc())
                .limit(max)
                .fetch(ReplayTable::job);
    }

    /** How many are not over, counted no further than {@value #COUNTED_MAX}. */
    int underWay(DSLContext tx) {
        return tx.fetchCount(
                tx.select(DEAD_LETTER_REPLAY.REPLAY_ID)
                        .from(DEAD_LETTER_REPLAY)
                        .where(isRunning())
                        .limit(COUNTED_MAX));
    }

    /** Takes up the replay that waited longest and that nobody works on. */
    Optional<ReplayJob> takeUp(DSLContext tx, String owner) {
        Optional<ReplayJob> free =
                tx.selectFrom(DEAD_LETTER_REPLAY)
                        .where(isRunning())
                        .and(
                                DSL.coalesce(
                                                DEAD_LETTER_REPLAY.OWNED_UNTIL,
                                                DEAD_LETTER_REPLAY.REQUESTED_AT)
                                        .le(DSL.currentOffsetDateTime()))
                        .orderBy(DEAD_LETTER_REPLAY.OWNED_UNTIL.asc().nullsFirst())
                        .limit(1)
                        .forUpdate()
                        .skipLocked()
                        .fetchOptional(ReplayTable::job);
        free.ifPresent(job ->
                tx.update(DEAD_LETTER_REPLAY)
                        .set(DEAD_LETTER_REPLAY.OWNER, owner)
                        .set(DEAD_LETTER_REPLAY.OWNED_UNTIL, ParkingTable.after(LEASE))
                        .where(DEAD_LETTER_REPLAY.REPLAY_ID.eq(job.id()))
                        .execute());
        return free;
    }

    /** Leaves a replay to whoever comes next, not before this time has passed. */
    void leave(DSLContext tx, ReplayJob job, String owner, Duration rest) {
        tx.update(DEAD_LETTER_REPLAY)
                .set(DEAD_LETTER_REPLAY.OWNED_UNTIL, ParkingTable.after(rest))
                .where(isMine(job, owner))
                .execute();
    }

    /** The same with the reason why it rests. */
    void leave(DSLContext tx, ReplayJob job, String owner, Duration rest, String trouble) {
        tx.update(DEAD_LETTER_REPLAY)
                .set(DEAD_LETTER_REPLAY.OWNED_UNTIL, ParkingTable.after(rest))
                .set(DEAD_LETTER_REPLAY.TROUBLE, trouble)
                .where(isMine(job, owner))
                .execute();
    }

    /**
     * Counts a letter, in the transaction that settles it.
     *
     * @return false if the replay has ended; then nothing may be settled
     */
    boolean count(DSLContext tx, ReplayJob job, AuditNote.Action came) {
        TableField<DeadLetterReplayRecord, Integer> counter =
                switch (came) {
                    case Landed -> DEAD_LETTER_REPLAY.LANDED;
                    case Suppressed -> DEAD_LETTER_REPLAY.SUPPRESSED;
                    case Failed, Requested, Returned, Patched, Discarded ->
                            DEAD_LETTER_REPLAY.FAILED;
                };
        return tx.update(DEAD_LETTER_REPLAY)
                        .set(counter, counter.plus(1))
                        .set(DEAD_LETTER_REPLAY.OWNED_UNTIL, ParkingTable.after(LEASE))
                        .setNull(DEAD_LETTER_REPLAY.TROUBLE)
                        .where(DEAD_LETTER_REPLAY.REPLAY_ID.eq(job.id()))
                        .and(isRunning())
                        .execute()
                == 1;
    }

    /** Ends a replay that runs; false if it does not. */
    boolean end(DSLContext tx, long id, State state) {
        return tx.update(DEAD_LETTER_REPLAY)
                        .set(DEAD_LETTER_REPLAY.STATE, state.name())
                        .set(DEAD_LETTER_REPLAY.ENDED_AT, DSL.currentOffsetDateTime())
                        .setNull(DEAD_LETTER_REPLAY.TROUBLE)
                        .where(DEAD_LETTER_REPLAY.REPLAY_ID.eq(id))
                        .and(isRunning())
                        .execute()
                == 1;
    }

    /** True if letters of it are still to be tried, even if somebody has them in hand. */
    boolean hasMore(DSLContext tx, ReplayJob job) {
        return tx.fetchExists(
                DEAD_LETTER,
                DEAD_LETTER.REPLAY_ID.eq(job.id()).and(LetterState.ReplayRequested.now()));
    }

    /** Latest replays that have ended and still have letters. */
    List<Long> endedWithLetters(DSLContext tx) {
        var ended =
                DSL.select(DEAD_LETTER_REPLAY.REPLAY_ID, DEAD_LETTER_REPLAY.STATE)
                        .from(DEAD_LETTER_REPLAY)
                        .orderBy(DEAD_LETTER_REPLAY.REPLAY_ID.desc())
                        .limit(RECENT)
                        .asTable("recent");
        var id = DSL.field(DSL.name("recent", "replay_id"), Long.class);
        return tx.select(id)
                .from(ended)
                .where(
                        DSL.field(DSL.name("recent", "state"), String.class)
                                .ne(State.Running.name()))
                .and(
                        DSL.exists(
                                DSL.selectOne()
                                        .from(DEAD_LETTER)
                                        .where(DEAD_LETTER.REPLAY_ID.eq(id))
                                        .and(LetterState.ReplayRequested.now())))
                .fetch(id);
    }

    private static Condition isMine(ReplayJob job, String owner) {
        return DEAD_LETTER_REPLAY
                .REPLAY_ID
                .eq(job.id())
                .and(isRunning())
                .and(DEAD_LETTER_REPLAY.OWNER.eq(owner));
    }

    private static Condition isRunning() {
        return DEAD_LETTER_REPLAY.STATE.eq(DSL.inline(State.Running.name()));
    }

    private static ReplayJob job(DeadLetterReplayRecord row) {
        return new ReplayJob(
                row.getReplayId(),
                State.valueOf(row.getState()),
                row.getRequestedBy(),
                row.getRequestedAt(),
                row.getSelection().data(),
                row.getRate(),
                row.getStopOnFailure(),
                row.getForced(),
                row.getSelected(),
                row.getLanded(),
                row.getSuppressed(),
                row.getFailed(),
                row.getTrouble(),
                row.getEndedAt());
    }
}
