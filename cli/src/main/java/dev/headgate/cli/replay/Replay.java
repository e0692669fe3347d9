// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.replay;

import static dev.headgate.tables.generated.Tables.TOPIC_REF;
import static dev.headgate.tables.generated.Tables.WATERMARK;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.KafkaAdmin;
import dev.headgate.contract.settings.Connections;
import dev.headgate.tables.PipelineSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Sets partitions back. Each watermark gets a new epoch with its new offset in one statement, so
 * that a consumer at work fails at its fence, rolls back, and goes on from the new place. Rows are
 * not touched: the same record lands on the same primary key.
 */
final class Replay {

    private final KafkaAdmin kafka;
    private final Connections connections;
    private final String schema;

    Replay(KafkaAdmin kafka, Connections connections, String schema) {
        this.kafka = kafka;
        this.connections = connections;
        this.schema = schema;
    }

    /** Sets back one partition or all, never forward, in one transaction. */
    List<ReplayedPartition> rewind(String topic, @Nullable Integer partition, ReplayStart from)
            throws SQLException {
        TopicDescription found = kafka.describe(List.of(topic)).get(topic);
        if (found == null) {
            throw CommandFailure.invalid("Kafka has no topic " + topic + ".");
        }
        List<TopicPartition> partitions = partitions(found, partition);
        Map<TopicPartition, Long> earliest = kafka.offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> wanted = wanted(partitions, from);
        UUID topicId =
                new UUID(
                        found.topicId().getMostSignificantBits(),
                        found.topicId().getLeastSignificantBits());
        try (Connection connection =
                DriverManager.getConnection(
                        connections.databaseUrl(),
                        connections.databaseUsername(),
                        connections.databasePassword())) {
            return DSL.using(connection, SQLDialect.POSTGRES, PipelineSchema.jooqSettings(schema))
                    .transactionResult(configuration -> {
                        var moved = new ArrayList<ReplayedPartition>();
                        for (TopicPartition each : partitions) {
                            long offset = wanted.getOrDefault(each, -1L);
                            long floor = earliest.getOrDefault(each, 0L);
                            long to = offset < 0 ? Long.MAX_VALUE : Math.max(offset, floor);
                            rewind(configuration.dsl(), topicId, each.partition(), to)
                                    .ifPresent(moved::add);
                        }
                        return moved;
                    });
        }
    }

    private static List<TopicPartition> partitions(
            TopicDescription topic, @Nullable Integer partition) {
        int count = topic.partitions().size();
        if (partition != null && (partition < 0 || partition >= count)) {
            throw CommandFailure.invalid(
                    "The topic %s has partitions 0 to %d.".formatted(topic.name(), count - 1));
        }
        return IntStream.range(0, count)
                .filter(number -> partition == null || partition == number)
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
    }

    /** Where reading shall begin; -1 where no record is late enough. */
    private Map<TopicPartition, Long> wanted(List<TopicPartition> partitions, ReplayStart from) {
        return switch (from) {
            case ReplayStart.Offset(long offset) ->
                    partitions.stream().collect(Collectors.toMap(each -> each, _ -> offset));
            case ReplayStart.Time time -> kafka.offsets(partitions, time.spec());
        };
    }

    /** Empty if the partition was never read: there is nothing to read again. */
    private static Optional<ReplayedPartition> rewind(
            DSLContext tx, UUID topicId, int partition, long to) {
        var ours =
                WATERMARK
                        .KAFKA_PARTITION
                        .eq(partition)
                        .and(
                                WATERMARK.TOPIC_REF.eq(
                                        DSL.select(TOPIC_REF.TOPIC_REF_)
                                                .from(TOPIC_REF)
                                                .where(TOPIC_REF.TOPIC_ID.eq(topicId))));
        Long before =
                tx.select(WATERMARK.NEXT_OFFSET)
                        .from(WATERMARK)
                        .where(ours)
                        .forUpdate()
                        .fetchOne(WATERMARK.NEXT_OFFSET);
        if (before == null) {
            return Optional.empty();
        }
        long after = Math.min(before, to);
        if (after < before) {
            tx.update(WATERMARK)
                    .set(WATERMARK.NEXT_OFFSET, after)
                    .set(WATERMARK.EPOCH, WATERMARK.EPOCH.plus(1))
                    .setNull(WATERMARK.LEADER_EPOCH)
                    .set(WATERMARK.UPDATED_AT, DSL.currentOffsetDateTime())
                    .where(ours)
                    .execute();
        }
        return Optional.of(new ReplayedPartition(partition, before, after));
    }
}
