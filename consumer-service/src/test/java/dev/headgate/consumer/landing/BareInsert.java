// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static dev.headgate.tables.generated.Tables.TOPIC_REF;
import static dev.headgate.tables.generated.Tables.WATERMARK;

import dev.headgate.consumer.ConsumerSettings.DatabaseSettings;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/** What the landing statement does by itself: one connection, no Kafka and no identities. */
public final class BareInsert {

    private static final int PARTITIONS_MAX = 64;

    private BareInsert() {}

    /** What one transaction does. */
    private interface Step {
        void take(DSLContext tx, PartitionRef partition, List<EventRow> rows);
    }

    /** Inserts the rows in batches, each in its transaction; answers how long it took. */
    public static Duration run(DatabaseSettings settings, List<EventRow> rows, int batch)
            throws InterruptedException {
        try (var database = new LandingDatabase(settings, "bare")) {
            var events = new EventTable();
            return timed(database, rows, batch, events::insert);
        }
    }

    /** The same, and each transaction moves the partition's watermark on if its epoch is right. */
    public static Duration fenced(DatabaseSettings settings, List<EventRow> rows, int batch)
            throws InterruptedException {
        try (var database = new LandingDatabase(settings, "fenced")) {
            var events = new EventTable();
            database.transaction(BareInsert::watermarks);
            return timed(
                    database,
                    rows,
                    batch,
                    (tx, partition, part) -> {
                        events.insert(tx, partition, part);
                        advance(tx, partition, part);
                    });
        }
    }

    private static Duration timed(
            LandingDatabase database, List<EventRow> rows, int batch, Step step)
            throws InterruptedException {
        long begin = System.nanoTime();
        int from = 0;
        while (from < rows.size()) {
            int number = rows.get(from).kafka().partition();
            int to = from;
            while (to < Math.min(rows.size(), from + batch)
                    && rows.get(to).kafka().partition() == number) {
                to++;
            }
            List<EventRow> part = rows.subList(from, to);
            database.transaction(tx -> {
                step.take(tx, new PartitionRef(1, number), part);
                return true;
            });
            from = to;
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static int watermarks(DSLContext tx) {
        tx.insertInto(TOPIC_REF, TOPIC_REF.TOPIC_REF_, TOPIC_REF.TOPIC_NAME, TOPIC_REF.TOPIC_ID)
                .values(1, "bare", UUID.randomUUID())
                .execute();
        int made = 0;
        for (int partition = 0; partition < PARTITIONS_MAX; partition++) {
            made +=
                    tx.insertInto(
                                    WATERMARK,
                                    WATERMARK.TOPIC_REF,
                                    WATERMARK.KAFKA_PARTITION,
                                    WATERMARK.NEXT_OFFSET)
                            .values(1, partition, 0L)
                            .execute();
        }
        return made;
    }

    private static void advance(DSLContext tx, PartitionRef partition, List<EventRow> rows) {
        int moved =
                tx.update(WATERMARK)
                        .set(WATERMARK.NEXT_OFFSET, rows.getLast().kafka().offset() + 1)
                        .set(WATERMARK.LANDED, WATERMARK.LANDED.plus(rows.size()))
                        .where(WATERMARK.TOPIC_REF.eq(partition.topicRef()))
                        .and(WATERMARK.KAFKA_PARTITION.eq(partition.partition()))
                        .and(WATERMARK.EPOCH.eq(0L))
                        .execute();
        if (moved != 1) {
            throw new IllegalStateException("the watermark did not move");
        }
    }
}
