// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static dev.headgate.tables.generated.Tables.WATERMARK;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The watermarks: how far each partition is settled, and under which fencing token. */
public final class WatermarkStore {

    /**
     * Moves a partition on if its watermark still is what the fence says. This is the only way in
     * which a landing transaction moves it, and it must be in the same transaction as the rows.
     */
    boolean advance(DSLContext tx, LandingBatch batch, LandingOutcome.Landed landed) {
        return tx.update(WATERMARK)
                        .set(WATERMARK.NEXT_OFFSET, batch.end())
                        .set(WATERMARK.LEADER_EPOCH, batch.leaderEpoch())
                        .set(WATERMARK.UPDATED_AT, DSL.currentOffsetDateTime())
                        .set(WATERMARK.LANDED, WATERMARK.LANDED.plus(landed.rows()))
                        .set(WATERMARK.SUPPRESSED, WATERMARK.SUPPRESSED.plus(landed.suppressed()))
                        .set(
                                WATERMARK.DEAD_LETTERED,
                                WATERMARK.DEAD_LETTERED.plus(landed.deadLettered()))
                        .set(WATERMARK.PARKED, WATERMARK.PARKED.plus(landed.parked()))
                        .where(WATERMARK.TOPIC_REF.eq(batch.partition().topicRef()))
                        .and(WATERMARK.KAFKA_PARTITION.eq(batch.partition().partition()))
                        .and(WATERMARK.EPOCH.eq(batch.fence().epoch()))
                        .and(WATERMARK.NEXT_OFFSET.eq(batch.fence().next()))
                        .execute()
                == 1;
    }

    /** What all watermarks of the pipeline say now. */
    public Map<PartitionRef, Fence> readAll(DSLContext tx) {
        var all = new HashMap<PartitionRef, Fence>();
        tx.select(
                        WATERMARK.TOPIC_REF,
                        WATERMARK.KAFKA_PARTITION,
                        WATERMARK.EPOCH,
                        WATERMARK.NEXT_OFFSET)
                .from(WATERMARK)
                .forEach(row ->
                        all.put(
                                new PartitionRef(row.value1(), row.value2()),
                                new Fence(row.value3(), row.value4())));
        return all;
    }

    /** What the watermark says now; empty if the partition has none. */
    public Optional<Fence> read(DSLContext tx, PartitionRef partition) {
        return tx.select(WATERMARK.EPOCH, WATERMARK.NEXT_OFFSET)
                .from(WATERMARK)
                .where(WATERMARK.TOPIC_REF.eq(partition.topicRef()))
                .and(WATERMARK.KAFKA_PARTITION.eq(partition.partition()))
                .fetchOptional(row -> new Fence(row.value1(), row.value2()));
    }
}
