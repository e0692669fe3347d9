// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.landing.SingleLanding.Outcome;
import dev.headgate.consumer.record.DecodedRecord;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.RecordDecoder;
import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * The try to land a record that was kept, parked or as a dead letter, under the place it was first
 * read at, in the caller's transaction. What the record is to blame for is its outcome; what it is
 * not is thrown. Used by one thread.
 */
public final class RecordTrial {

    private final SingleLanding landing;
    private final RecordDecoder decoder = new RecordDecoder();
    private final StatementTimeouts timeouts = new StatementTimeouts();

    /** Lands by these rules. */
    public RecordTrial(SingleLanding landing) {
        this.landing = landing;
    }

    /**
     * Decodes, handles and lands it.
     *
     * @param record decodes the record as it is to land
     * @throws Spoiled for a failure that is not the record's
     * @throws IdentityVanished if it is to be tried again at once
     */
    public Outcome land(
            DSLContext tx, PartitionRef partition, Function<RecordDecoder, DecodedRecord> record) {
        return switch (record.apply(decoder)) {
            case Refused refused -> new Outcome.Refused(refused);
            case EventRow row -> land(tx, partition, row);
        };
    }

    private Outcome land(DSLContext tx, PartitionRef partition, EventRow row) {
        try {
            return landing.land(tx, partition, row);
        } catch (IdentityVanished e) {
            throw e;
        } catch (RuntimeException e) {
            LandingFailure failure = LandingFailure.of(e);
            return switch (failure.failureClass()) {
                case POISON -> new Outcome.Refused(row.refused(failure.refusal()));
                case RETRYABLE -> new Outcome.Later(failure.refusal());
                case ENVIRONMENT -> {
                    if (failure.isStatementTimeout()
                            && timeouts.tooMany(partition, row.kafka().offset())) {
                        yield new Outcome.Refused(row.refused(failure.refusal()));
                    }
                    throw new Spoiled(failure);
                }
                case SYSTEMIC -> throw new Spoiled(failure);
            };
        }
    }

    /** Takes a failure that is not the record's out of a transaction that must not commit. */
    public static final class Spoiled extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient LandingFailure failure;

        Spoiled(LandingFailure failure) {
            super("spoiled", null, false, false);
            this.failure = failure;
        }

        /** What failed. */
        public LandingFailure failure() {
            return failure;
        }
    }
}
