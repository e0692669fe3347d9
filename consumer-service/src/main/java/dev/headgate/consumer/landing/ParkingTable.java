// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static dev.headgate.tables.generated.Tables.RETRY_RECORD;

import dev.headgate.consumer.record.HeaderJson;
import dev.headgate.consumer.record.KeyHash;
import dev.headgate.consumer.record.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;

/** The parked records as the lanes see them: they put in, and look who waits. */
public final class ParkingTable {

    /** Rows in one statement: PostgreSQL takes 65,535 values in one. */
    private static final int CHUNK = 1_000;

    private static final List<Field<?>> COLUMNS =
            List.of(
                    RETRY_RECORD.TOPIC_REF,
                    RETRY_RECORD.KAFKA_PARTITION,
                    RETRY_RECORD.KAFKA_OFFSET,
                    RETRY_RECORD.RECORD_TIMESTAMP,
                    RETRY_RECORD.RECORD_KEY,
                    RETRY_RECORD.RECORD_VALUE,
                    RETRY_RECORD.RECORD_HEADERS,
                    RETRY_RECORD.KEY_HASH,
                    RETRY_RECORD.STAGE,
                    RETRY_RECORD.REASON,
                    RETRY_RECORD.DETAIL,
                    RETRY_RECORD.SQLSTATE,
                    RETRY_RECORD.FINGERPRINT,
                    RETRY_RECORD.ATTEMPTS,
                    RETRY_RECORD.NEXT_ATTEMPT_AT);

    /** The time of the database: the only clock that all consumers share. */
    public static Field<OffsetDateTime> after(Duration delay) {
        return DSL.field(
                "clock_timestamp() + {0}",
                SQLDataType.TIMESTAMPWITHTIMEZONE, DSL.val(DayToSecond.valueOf(delay)));
    }

    /** Parks the records that are not parked yet; answers how many those were. */
    int insert(DSLContext tx, PartitionRef partition, List<Parked> records) {
        int inserted = 0;
        for (int from = 0; from < records.size(); from += CHUNK) {
            int to = Math.min(records.size(), from + CHUNK);
            inserted += insertChunk(tx, partition, records.subList(from, to));
        }
        return inserted;
    }

    /** Whether the table has less than this many rows, and so many more may come. */
    public boolean hasRoom(DSLContext tx, int more, int max) {
        int counted = tx.fetchCount(DSL.selectOne().from(RETRY_RECORD).limit(max));
        return counted + more <= max;
    }

    /** The keys of this partition whose order is kept and which have parked records. */
    public Set<ByteBuffer> heldKeys(DSLContext tx, PartitionRef partition) {
        var keys = new HashSet<ByteBuffer>();
        tx.selectDistinct(RETRY_RECORD.RECORD_KEY)
                .from(RETRY_RECORD)
                .where(RETRY_RECORD.TOPIC_REF.eq(partition.topicRef()))
                .and(RETRY_RECORD.KAFKA_PARTITION.eq(partition.partition()))
                .and(RETRY_RECORD.KEY_HASH.isNotNull())
                .forEach(row -> keys.add(ByteBuffer.wrap(row.value1())));
        return keys;
    }

    /** How many parked records each of these keys has now; keys without any are left out. */
    public Map<ByteBuffer, Integer> held(
            DSLContext tx, PartitionRef partition, Collection<ByteBuffer> keys) {
        var byHash = new HashMap<ByteBuffer, ByteBuffer>();
        keys.forEach(key -> byHash.put(ByteBuffer.wrap(KeyHash.of(key)), key));
        var held = new HashMap<ByteBuffer, Integer>();
        tx.select(RETRY_RECORD.KEY_HASH, DSL.count())
                .from(RETRY_RECORD)
                .where(RETRY_RECORD.TOPIC_REF.eq(partition.topicRef()))
                .and(RETRY_RECORD.KAFKA_PARTITION.eq(partition.partition()))
                .and(
                        RETRY_RECORD.KEY_HASH.in(
                                byHash.keySet().stream().map(ByteBuffer::array).toList()))
                .groupBy(RETRY_RECORD.KEY_HASH)
                .forEach(row -> {
                    @Nullable ByteBuffer key = byHash.get(ByteBuffer.wrap(row.value1()));
                    if (key != null) {
                        held.put(key, row.value2());
                    }
                });
        return held;
    }

    private static int insertChunk(DSLContext tx, PartitionRef partition, List<Parked> records) {
        var insert = tx.insertInto(RETRY_RECORD, COLUMNS);
        for (Parked parked : records) {
            insert = insert.values(values(partition, parked));
        }
        return insert.onConflict(
                        RETRY_RECORD.TOPIC_REF,
                        RETRY_RECORD.KAFKA_PARTITION,
                        RETRY_RECORD.KAFKA_OFFSET)
                .doNothing()
                .execute();
    }

    private static byte @Nullable [] keyHash(byte @Nullable [] key) {
        return key == null || key.length == 0 ? null : KeyHash.of(ByteBuffer.wrap(key));
    }

    @SuppressWarnings("NullAway") // Values for jOOQ: a null is an SQL NULL.
    private static List<Object> values(PartitionRef partition, Parked parked) {
        ConsumerRecord<byte[], byte[]> kafka = parked.kafka();
        Refusal refusal = parked.refusal();
        return Arrays.asList(
                partition.topicRef(),
                partition.partition(),
                kafka.offset(),
                Instant.ofEpochMilli(kafka.timestamp()).atOffset(ZoneOffset.UTC),
                kafka.key(),
                kafka.value(),
                JSONB.valueOf(HeaderJson.of(kafka.headers())),
                parked.keepOrder() ? keyHash(kafka.key()) : null,
                refusal.stage().word(),
                refusal.reason(),
                refusal.detail(),
                refusal.sqlState(),
                refusal.fingerprint(),
                parked.attempts(),
                after(parked.delay()));
    }
}
