// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.RETRY_RECORD;

import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.HeaderJson;
import dev.headgate.consumer.record.RecordDecoder;
import dev.headgate.consumer.record.Refusal;
import dev.headgate.tables.generated.tables.records.DeadLetterRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** The records that can never land as they are, kept whole. */
public final class DeadLetterTable {

    /** Rows in one statement: PostgreSQL takes 65,535 values in one. */
    private static final int CHUNK = 1_000;

    private static final String POISON = "Poison";
    private static final String RETRYABLE = "Retryable";

    /** Keeps a record that is given up after attempts, whatever its last failure was. */
    public void insertExhausted(
            DSLContext tx, PartitionRef partition, Refused refused, int attempts) {
        insertParked(tx, row(partition, refused, RETRYABLE, attempts));
    }

    /** Keeps a record that turned out to be poison at a later attempt. */
    public void insertAfter(DSLContext tx, PartitionRef partition, Refused refused, int attempts) {
        insertParked(tx, row(partition, refused, POISON, attempts));
    }

    /** A record that was parked failed first when it was. */
    private static void insertParked(DSLContext tx, DeadLetterRecord row) {
        row.setFirstFailedAt(
                tx.fetchValue(
                        RETRY_RECORD.PARKED_AT,
                        RETRY_RECORD
                                .TOPIC_REF
                                .eq(row.getTopicRef())
                                .and(RETRY_RECORD.KAFKA_PARTITION.eq(row.getKafkaPartition()))
                                .and(RETRY_RECORD.KAFKA_OFFSET.eq(row.getKafkaOffset()))));
        insert(tx, List.of(row));
    }

    /** Keeps the records that are not kept yet; answers how many those were. */
    int insert(DSLContext tx, PartitionRef partition, List<Refused> refused) {
        int inserted = 0;
        for (int from = 0; from < refused.size(); from += CHUNK) {
            int to = Math.min(refused.size(), from + CHUNK);
            inserted += insertChunk(tx, partition, refused.subList(from, to));
        }
        return inserted;
    }

    private static int insertChunk(DSLContext tx, PartitionRef partition, List<Refused> refused) {
        return insert(
                tx, refused.stream().map(record -> row(partition, record, POISON, 1)).toList());
    }

    private static int insert(DSLContext tx, List<DeadLetterRecord> rows) {
        return tx.insertInto(DEAD_LETTER)
                .set(rows)
                .onConflict(
                        DEAD_LETTER.TOPIC_REF,
                        DEAD_LETTER.KAFKA_PARTITION,
                        DEAD_LETTER.KAFKA_OFFSET)
                .doNothing()
                .execute();
    }

    private static DeadLetterRecord row(
            PartitionRef partition, Refused refused, String failureClass, int attempts) {
        ConsumerRecord<byte[], byte[]> kafka = refused.kafka();
        Refusal refusal = refused.refusal();
        var row = new DeadLetterRecord();
        row.setTopicRef(partition.topicRef());
        row.setKafkaPartition(partition.partition());
        row.setKafkaOffset(kafka.offset());
        row.setRecordTimestamp_(timestamp(kafka.timestamp()));
        if (kafka.timestampType() != TimestampType.NO_TIMESTAMP_TYPE) {
            row.setTimestampType(kafka.timestampType().name);
        }
        row.setLeaderEpoch(kafka.leaderEpoch().orElse(null));
        row.setRecordKey(kafka.key());
        row.setRecordValue(kafka.value());
        row.setRecordHeaders(JSONB.valueOf(HeaderJson.of(kafka.headers())));
        row.setStage(refusal.stage().word());
        row.setFailureClass(failureClass);
        row.setReason(refusal.reason());
        row.setDetail(refusal.detail());
        row.setSqlstate(refusal.sqlState());
        row.setAttempts(attempts);
        return row;
    }

    private static OffsetDateTime timestamp(long timestampMs) {
        return RecordDecoder.clamped(Instant.ofEpochMilli(timestampMs)).atOffset(ZoneOffset.UTC);
    }
}
