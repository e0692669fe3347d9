// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.handling.EventHandling;
import dev.headgate.consumer.handling.Handled;
import dev.headgate.consumer.handling.HandlerStopped;
import dev.headgate.consumer.record.DecodedRecord;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.Refusal;
import dev.headgate.contract.pipeline.Deduplicate;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The landing of one record under the coordinate at which it was first read, behind the watermark:
 * how parked records and dead letters become rows. It moves no watermark and needs no fence; the
 * coordinate alone keeps it from landing twice, however often and by however many at once. Whoever
 * calls it must delete or mark what the record was kept as in the same transaction.
 *
 * <p>It works behind a savepoint: a failure of the database is thrown as jOOQ's exception, nothing
 * of the record is written then, and the transaction can go on if its connection can. {@link
 * IdentityVanished} asks for another try.
 */
public final class SingleLanding {

    private final Deduplicate deduplicate;
    private final EventHandling handling;
    private final IdentityTable identities = new IdentityTable();
    private final EventTable events = new EventTable();

    /** What became of the record. */
    public sealed interface Outcome {

        /** It is a row now. */
        record Landed() implements Outcome {}

        /** It was a row already: same coordinate, same data. */
        record AlreadyLanded() implements Outcome {}

        /** Its event is a row already, from another coordinate, with the same data. */
        record Suppressed() implements Outcome {}

        /**
         * It can never land as it is; nothing was written.
         *
         * @param refused the record and why
         */
        record Refused(DecodedRecord.Refused refused) implements Outcome {}

        /**
         * The handler asks for a later attempt; nothing was written.
         *
         * @param refusal why
         */
        record Later(Refusal refusal) implements Outcome {}
    }

    /** Lands by these rules of identity what this handler lets land. */
    public SingleLanding(Deduplicate deduplicate, EventHandling handling) {
        this.deduplicate = deduplicate;
        this.handling = handling;
    }

    /** Lands the record of this partition, as it was received, in the caller's transaction. */
    public Outcome land(DSLContext tx, PartitionRef partition, EventRow received) {
        return switch (handled(received)) {
            case Handled.Ready(EventRow row) -> write(tx, partition, row);
            case Handled.Rejected(var refused) -> new Outcome.Refused(refused);
            case Handled.Postponed(_, Refusal refusal) -> new Outcome.Later(refusal);
        };
    }

    private Handled handled(EventRow received) {
        if (handling.isAsItIs()) {
            return new Handled.Ready(received);
        }
        try {
            return handling.handle(List.of(received)).getFirst();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new HandlerStopped("interrupted while the handler was called");
        }
    }

    private Outcome write(DSLContext tx, PartitionRef partition, EventRow row) {
        try {
            return tx.transactionResult(inner -> write(inner.dsl(), partition, List.of(row)));
        } catch (NotWritten e) {
            return e.outcome;
        }
    }

    private Outcome write(DSLContext tx, PartitionRef partition, List<EventRow> rows) {
        if (deduplicate == Deduplicate.ByEventId) {
            IdentityTable.Verdict verdict = identities.claim(tx, partition, rows);
            if (!verdict.refused().isEmpty()) {
                return new Outcome.Refused(verdict.refused().getFirst());
            }
            if (verdict.suppressed() > 0) {
                return new Outcome.Suppressed();
            }
        }
        if (events.insert(tx, partition, rows) == 1) {
            checkNow(tx);
            return new Outcome.Landed();
        }
        OptionalLong taken = events.firstTaken(tx, partition, rows);
        if (taken.isEmpty()) {
            return new Outcome.AlreadyLanded();
        }
        throw new NotWritten(
                new Outcome.Refused(rows.getFirst().refused(coordinateTaken(taken.getAsLong()))));
    }

    /** A constraint that waits for the commit would speak too late to be put down to the record. */
    static void checkNow(DSLContext tx) {
        tx.execute(DSL.sql("SET CONSTRAINTS ALL IMMEDIATE"));
    }

    private static Refusal coordinateTaken(long offset) {
        return new Refusal(
                Refusal.Stage.LAND,
                "CoordinateTaken",
                "offset " + offset + " is taken by a row with other data",
                null);
    }

    /** Takes an outcome out of a savepoint to which everything is undone. */
    private static final class NotWritten extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Outcome outcome;

        NotWritten(Outcome outcome) {
            super("not written", null, false, false);
            this.outcome = outcome;
        }
    }
}
