// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static dev.headgate.tables.generated.Tables.TOPIC_REF;
import static dev.headgate.tables.generated.Tables.WATERMARK;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Taking partitions over: each one's epoch goes up by one, and from then on no transaction under an
 * older epoch can commit. All partitions of an assignment are taken in one transaction.
 */
public final class PartitionClaim {

    /** Takes rows of several partitions in the same order everywhere. */
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final LandingDatabase database;
    private final String owner;

    /**
     * A partition that was taken over.
     *
     * @param topicPartition the partition as Kafka names it
     * @param partition the partition as the tables name it
     * @param fence under what its transactions commit, and from where it goes on
     * @param leaderEpoch Kafka's leader epoch of the last settled record; null if unknown
     */
    public record Claimed(
            TopicPartition topicPartition,
            PartitionRef partition,
            Fence fence,
            @Nullable Integer leaderEpoch) {}

    /** Takes partitions for this owner. */
    public PartitionClaim(LandingDatabase database, String owner) {
        this.database = database;
        this.owner = owner;
    }

    /** The topic's number, if the pipeline has seen it. */
    public Optional<Integer> topicRef(UUID topicId) throws InterruptedException {
        return database.transaction(tx -> find(tx, topicId));
    }

    /** True if the pipeline has seen a topic of this name, whatever its id. */
    public boolean knows(String topic) throws InterruptedException {
        return database.transaction(
                tx -> tx.fetchExists(TOPIC_REF, TOPIC_REF.TOPIC_NAME.eq(topic)));
    }

    /**
     * Makes a topic known, with the offset at which each of its present partitions begins. Whoever
     * comes second changes nothing: a partition without a watermark was therefore added later, and
     * begins at 0.
     */
    public int register(String topic, UUID topicId, Map<Integer, Long> begin)
            throws InterruptedException {
        return database.transaction(tx -> {
            int added =
                    tx.insertInto(TOPIC_REF)
                            .set(TOPIC_REF.TOPIC_NAME, topic)
                            .set(TOPIC_REF.TOPIC_ID, topicId)
                            .onConflict(TOPIC_REF.TOPIC_ID)
                            .doNothing()
                            .execute();
            int ref = find(tx, topicId).orElseThrow();
            if (added == 1) {
                begin.forEach((partition, offset) -> insert(tx, ref, partition, offset));
            }
            return ref;
        });
    }

    /** Takes the partitions over; their topics must be known. */
    public List<Claimed> claim(Collection<TopicPartition> partitions, Map<String, Integer> topics)
            throws InterruptedException {
        var refs = new HashMap<>(topics);
        return database.transaction(tx ->
                partitions.stream()
                        .sorted(ORDER)
                        .map(partition -> take(tx, partition, refs))
                        .toList());
    }

    private Claimed take(
            DSLContext tx, TopicPartition topicPartition, Map<String, Integer> topics) {
        @Nullable Integer ref = topics.get(topicPartition.topic());
        if (ref == null) {
            throw new IllegalStateException("not registered: " + topicPartition.topic());
        }
        var row =
                tx.insertInto(WATERMARK)
                        .set(WATERMARK.TOPIC_REF, ref)
                        .set(WATERMARK.KAFKA_PARTITION, topicPartition.partition())
                        .set(WATERMARK.NEXT_OFFSET, 0L)
                        .set(WATERMARK.EPOCH, 1L)
                        .set(WATERMARK.OWNER, owner)
                        .onConflict(WATERMARK.TOPIC_REF, WATERMARK.KAFKA_PARTITION)
                        .doUpdate()
                        .set(WATERMARK.EPOCH, WATERMARK.EPOCH.plus(1))
                        .set(WATERMARK.OWNER, owner)
                        .set(WATERMARK.UPDATED_AT, DSL.currentOffsetDateTime())
                        .returning(WATERMARK.EPOCH, WATERMARK.NEXT_OFFSET, WATERMARK.LEADER_EPOCH)
                        .fetchSingle();
        return new Claimed(
                topicPartition,
                new PartitionRef(ref, topicPartition.partition()),
                new Fence(row.getEpoch(), row.getNextOffset()),
                row.getLeaderEpoch());
    }

    private static Optional<Integer> find(DSLContext tx, UUID topicId) {
        return tx.select(TOPIC_REF.TOPIC_REF_)
                .from(TOPIC_REF)
                .where(TOPIC_REF.TOPIC_ID.eq(topicId))
                .fetchOptional(TOPIC_REF.TOPIC_REF_);
    }

    private static void insert(DSLContext tx, int ref, int partition, long offset) {
        tx.insertInto(WATERMARK)
                .set(WATERMARK.TOPIC_REF, ref)
                .set(WATERMARK.KAFKA_PARTITION, partition)
                .set(WATERMARK.NEXT_OFFSET, offset)
                .onConflictDoNothing()
                .execute();
    }
}
