// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import dev.headgate.consumer.landing.IdentityVanished;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.SingleLanding;
import dev.headgate.consumer.landing.SingleLanding.Outcome;
import dev.headgate.consumer.landing.StatementTimeouts;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.RecordDecoder;
import org.jooq.DSLContext;

/**
 * The try to land a dead letter under the place it was first read at, in the caller's transaction.
 * What the record is to blame for is its outcome; what it is not is thrown. Used by one thread.
 */
final class LetterTrial {

    private final SingleLanding landing;
    private final RecordDecoder decoder = new RecordDecoder();
    private final StatementTimeouts timeouts = new StatementTimeouts();

    LetterTrial(SingleLanding landing) {
        this.landing = landing;
    }

    /**
     * Decodes, handles and lands it.
     *
     * @throws Spoiled for a failure that is not the record's
     * @throws IdentityVanished if it is to be tried again at once
     */
    Outcome land(DSLContext tx, StoredLetter letter) {
        return switch (letter.decoded(decoder)) {
            case Refused refused -> new Outcome.Refused(refused);
            case EventRow row -> land(tx, letter, row);
        };
    }

    private Outcome land(DSLContext tx, StoredLetter letter, EventRow row) {
        try {
            return landing.land(tx, letter.partition(), row);
        } catch (IdentityVanished e) {
            throw e;
        } catch (RuntimeException e) {
            LandingFailure failure = LandingFailure.of(e);
            return switch (failure.failureClass()) {
                case POISON -> new Outcome.Refused(row.refused(failure.refusal()));
                case RETRYABLE -> new Outcome.Later(failure.refusal());
                case ENVIRONMENT -> {
                    if (failure.isStatementTimeout()
                            && timeouts.tooMany(letter.partition(), letter.original().offset())) {
                        yield new Outcome.Refused(row.refused(failure.refusal()));
                    }
                    throw new Spoiled(failure);
                }
                case SYSTEMIC -> throw new Spoiled(failure);
            };
        }
    }

    /** Takes a failure that is not the record's out of a transaction that must not commit. */
    static final class Spoiled extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient LandingFailure failure;

        Spoiled(LandingFailure failure) {
            super("spoiled", null, false, false);
            this.failure = failure;
        }

        LandingFailure failure() {
            return failure;
        }
    }
}
