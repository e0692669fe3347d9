// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static dev.headgate.tables.generated.Tables.EVENT_IDENTITY;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Forgets event identities that are older than the horizon, a few at a time. It never waits for a
 * row that somebody else is working on, and several consumers may do it at once.
 */
public final class IdentityHorizon {

    /** Rows in one transaction: some milliseconds. */
    private static final int CHUNK = 1_000;

    private final LandingDatabase database;
    private final Duration horizon;

    /** Forgets what is older than this. */
    public IdentityHorizon(LandingDatabase database, Duration horizon) {
        this.database = database;
        this.horizon = horizon;
    }

    /** Forgets at most so many chunks; answers how many identities those were. */
    public int sweep(int chunksMax) throws InterruptedException {
        int forgotten = 0;
        for (int chunk = 0; chunk < chunksMax; chunk++) {
            int deleted = database.transaction(this::deleteChunk);
            forgotten += deleted;
            if (deleted < CHUNK) {
                break;
            }
        }
        return forgotten;
    }

    private int deleteChunk(DSLContext tx) {
        OffsetDateTime oldest = OffsetDateTime.now(java.time.ZoneOffset.UTC).minus(horizon);
        return tx.deleteFrom(EVENT_IDENTITY)
                .where(
                        DSL.row(EVENT_IDENTITY.SOURCE, EVENT_IDENTITY.EVENT_ID)
                                .in(
                                        DSL.select(EVENT_IDENTITY.SOURCE, EVENT_IDENTITY.EVENT_ID)
                                                .from(EVENT_IDENTITY)
                                                .where(EVENT_IDENTITY.SEEN_AT.lt(oldest))
                                                .limit(CHUNK)
                                                .forUpdate()
                                                .skipLocked()))
                .execute();
    }
}
