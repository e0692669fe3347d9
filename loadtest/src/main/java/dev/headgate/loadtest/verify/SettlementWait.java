// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static dev.headgate.tables.generated.Tables.TOPIC_REF;
import static dev.headgate.tables.generated.Tables.WATERMARK;

import dev.headgate.loadtest.outcome.AcknowledgedPositions;
import dev.headgate.loadtest.outcome.AcknowledgedPositions.TopicPartition;
import dev.headgate.loadtest.verify.Settlement.Behind;
import dev.headgate.loadtest.verify.Settlement.Settled;
import dev.headgate.loadtest.verify.Settlement.Unsettled;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Waits until everything that was acknowledged is settled, for as long as patience lasts. A
 * database that is away meanwhile is waited for like a slow consumer.
 */
public final class SettlementWait {

    private static final Duration POLL = Duration.ofMillis(200);

    /** The watermarks, wherever they come from. */
    interface Watermarks extends AutoCloseable {

        /** The first unsettled offset of each partition; empty while nobody can say. */
        Optional<Map<TopicPartition, Long>> nextOffsets();

        /** Why nobody could say the last time. */
        Optional<String> trouble();

        @Override
        void close();
    }

    private final Watermarks watermarks;
    private final Duration patience;
    private final Duration poll;

    /** A wait on the watermarks of a pipeline's schema. */
    public SettlementWait(DatabaseAccess database, Duration patience) {
        this(stored(new ReopeningConnection(database)), patience, POLL);
    }

    SettlementWait(Watermarks watermarks, Duration patience, Duration poll) {
        this.watermarks = watermarks;
        this.patience = patience;
        this.poll = poll;
    }

    /**
     * Waits; to be called once.
     *
     * @param positions the acknowledged places; nothing may be added to them any more
     * @param progress told several times a second what is left
     */
    public Settlement await(AcknowledgedPositions positions, Consumer<Unsettled> progress)
            throws InterruptedException {
        Map<TopicPartition, Long> wanted = positions.lastOffsets();
        long began = System.nanoTime();
        Map<TopicPartition, Long> known = Map.of();
        try (watermarks) {
            while (true) {
                known = watermarks.nextOffsets().orElse(known);
                List<Behind> behind = behind(wanted, known);
                if (behind.isEmpty()) {
                    return new Settled();
                }
                @Nullable String trouble = watermarks.trouble().orElse(null);
                var unsettled = new Unsettled(behind, trouble);
                progress.accept(unsettled);
                if (System.nanoTime() - began >= patience.toNanos()) {
                    return unsettled;
                }
                Thread.sleep(poll);
            }
        }
    }

    private static List<Behind> behind(
            Map<TopicPartition, Long> wanted, Map<TopicPartition, Long> known) {
        return wanted.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(place ->
                        new Behind(
                                place.getKey(),
                                known.getOrDefault(place.getKey(), 0L),
                                place.getValue()))
                .filter(partition -> partition.nextOffset() <= partition.wantedOffset())
                .toList();
    }

    private static Watermarks stored(ReopeningConnection connection) {
        return new Watermarks() {
            @Override
            public Optional<Map<TopicPartition, Long>> nextOffsets() {
                return connection.ask(SettlementWait::read);
            }

            @Override
            public Optional<String> trouble() {
                return connection.trouble().map(Throwable::getMessage);
            }

            @Override
            public void close() {
                connection.close();
            }
        };
    }

    /** A topic that was made again has a new number; the watermarks of the old one say nothing. */
    private static Map<TopicPartition, Long> read(DSLContext sql) {
        var next = new HashMap<TopicPartition, Long>();
        sql.select(TOPIC_REF.TOPIC_NAME, WATERMARK.KAFKA_PARTITION, WATERMARK.NEXT_OFFSET)
                .from(WATERMARK)
                .join(TOPIC_REF)
                .on(TOPIC_REF.TOPIC_REF_.eq(WATERMARK.TOPIC_REF))
                .where(
                        WATERMARK.TOPIC_REF.in(
                                DSL.select(DSL.max(TOPIC_REF.TOPIC_REF_))
                                        .from(TOPIC_REF)
                                        .groupBy(TOPIC_REF.TOPIC_NAME)))
                .forEach(row ->
                        next.put(new TopicPartition(row.value1(), row.value2()), row.value3()));
        return next;
    }
}
