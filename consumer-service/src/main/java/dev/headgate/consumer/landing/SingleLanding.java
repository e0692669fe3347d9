// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

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
 * <p>A failure of the database is thrown as jOOQ's exception and leaves the transaction broken:
 * roll it back, or to a savepoint. {@link IdentityVanished} asks for another try.
 */
public final class SingleLanding {

    private final Deduplicate deduplicate;
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
    }

    /** Lands by these rules of identity. */
    public SingleLanding(Deduplicate deduplicate) {
        this.deduplicate = deduplicate;
    }

    /** Lands the record of this partition in the caller's transaction. */
    public Outcome land(DSLContext tx, PartitionRef partition, EventRow row) {
        List<EventRow> rows = List.of(row);
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
        return taken.isEmpty()
                ? new Outcome.AlreadyLanded()
                : new Outcome.Refused(row.refused(coordinateTaken(taken.getAsLong())));
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
}
