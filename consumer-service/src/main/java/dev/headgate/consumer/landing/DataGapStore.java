// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static dev.headgate.tables.generated.Tables.DATA_GAP;
import static dev.headgate.tables.generated.Tables.WATERMARK;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The record of what was missed. */
public final class DataGapStore {

    private final LandingDatabase database;

    /** Writes to this database. */
    public DataGapStore(LandingDatabase database) {
        this.database = database;
    }

    /**
     * Records the gap and, where reading goes on after it, moves the watermark over it, in one
     * transaction.
     *
     * @return false if the fence is lost; nothing is written then
     */
    public boolean record(PartitionRef partition, Fence fence, DataGap gap)
            throws InterruptedException {
        return database.transaction(tx -> {
            long next =
                    switch (gap.kind()) {
                        case RETENTION -> gap.to();
                        case TRUNCATED -> fence.next();
                    };
            boolean ours = move(tx, partition, fence, next);
            if (ours) {
                insert(tx, partition, gap);
            }
            return ours;
        });
    }

    private static boolean move(DSLContext tx, PartitionRef partition, Fence fence, long next) {
        return tx.update(WATERMARK)
                        .set(WATERMARK.NEXT_OFFSET, next)
                        .set(WATERMARK.UPDATED_AT, DSL.currentOffsetDateTime())
                        .where(WATERMARK.TOPIC_REF.eq(partition.topicRef()))
                        .and(WATERMARK.KAFKA_PARTITION.eq(partition.partition()))
                        .and(WATERMARK.EPOCH.eq(fence.epoch()))
                        .and(WATERMARK.NEXT_OFFSET.eq(fence.next()))
                        .execute()
                == 1;
    }

    private static void insert(DSLContext tx, PartitionRef partition, DataGap gap) {
        tx.insertInto(DATA_GAP)
                .set(DATA_GAP.TOPIC_REF, partition.topicRef())
                .set(DATA_GAP.KAFKA_PARTITION, partition.partition())
                .set(DATA_GAP.FROM_OFFSET, gap.from())
                .set(DATA_GAP.TO_OFFSET, gap.to())
                .set(DATA_GAP.KIND, gap.kind().word())
                .onConflictDoNothing()
                .execute();
    }
}
