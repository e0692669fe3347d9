// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.landing.LandingOutcome.Landed;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.contract.pipeline.Deduplicate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.DSLContext;

/**
 * One transaction that settles a batch: event identities, rows, dead letters, parked records and
 * the fenced watermark, all or nothing. The watermark comes last, so that its row is locked for as
 * short a time as possible; a consumer that has lost the partition finds that out there and leaves
 * no trace.
 */
public final class LandingTransaction {

    private final LandingDatabase database;
    private final Deduplicate deduplicate;
    private final IdentityTable identities = new IdentityTable();
    private final EventTable events = new EventTable();
    private final DeadLetterTable deadLetters = new DeadLetterTable();
    private final ParkingTable parking = new ParkingTable();
    private final WatermarkStore watermarks = new WatermarkStore();

    /** Works on this database. */
    public LandingTransaction(LandingDatabase database, Deduplicate deduplicate) {
        this.database = database;
        this.deduplicate = deduplicate;
    }

    /** Settles the batch; failures of the database are thrown as jOOQ's exceptions. */
    public LandingOutcome land(LandingBatch batch) throws InterruptedException {
        try {
            return database.transaction(tx -> settle(tx, batch));
        } catch (RolledBack e) {
            return e.outcome;
        }
    }

    /** Tries whether PostgreSQL takes these rows, and leaves nothing behind. */
    public void probe(PartitionRef partition, List<EventRow> rows) throws InterruptedException {
        database.rolledBack(tx -> {
            events.insert(tx, partition, claim(tx, partition, rows).landing());
            SingleLanding.checkNow(tx);
        });
    }

    private Landed settle(DSLContext tx, LandingBatch batch) {
        IdentityTable.Verdict verdict = claim(tx, batch.partition(), batch.rows());
        int rows = insert(tx, batch.partition(), verdict.landing());
        int dead = deadLetters.insert(tx, batch.partition(), all(batch.refused(), verdict));
        int parked = parking.insert(tx, batch.partition(), batch.parked());
        var landed = new Landed(rows, verdict.suppressed(), dead, parked);
        if (!watermarks.advance(tx, batch, landed)) {
            throw new RolledBack(new LandingOutcome.FenceLost());
        }
        return landed;
    }

    private IdentityTable.Verdict claim(
            DSLContext tx, PartitionRef partition, List<EventRow> rows) {
        return switch (deduplicate) {
            case ByEventId -> identities.claim(tx, partition, rows);
            case Never -> new IdentityTable.Verdict(rows, 0, List.of());
        };
    }

    private int insert(DSLContext tx, PartitionRef partition, List<EventRow> rows) {
        int inserted = events.insert(tx, partition, rows);
        if (inserted < rows.size()) {
            OptionalLong taken = events.firstTaken(tx, partition, rows);
            if (taken.isPresent()) {
                throw new RolledBack(new LandingOutcome.CoordinateTaken(taken.getAsLong()));
            }
        }
        return inserted;
    }

    private static List<Refused> all(List<Refused> refused, IdentityTable.Verdict verdict) {
        if (verdict.refused().isEmpty()) {
            return refused;
        }
        var all = new ArrayList<>(refused);
        all.addAll(verdict.refused());
        return all;
    }

    /** Takes an outcome out of a transaction that must not commit. */
    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient LandingOutcome outcome;

        RolledBack(LandingOutcome outcome) {
            super("rolled back", null, false, false);
            this.outcome = outcome;
        }
    }
}
