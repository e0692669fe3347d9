// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.retry;

import static dev.headgate.tables.generated.Tables.RETRY_RECORD;
import static dev.headgate.tables.generated.Tables.TOPIC_REF;

import dev.headgate.consumer.landing.ParkingTable;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.record.Refusal;
import dev.headgate.consumer.record.StoredRecord;
import dev.headgate.tables.generated.tables.records.RetryRecordRecord;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The parked records as whoever tries them again sees them. The only clock is the database's. */
final class RetryTable {

    /**
     * The parked records as a whole.
     *
     * @param records how many there are, counted no further than asked
     * @param oldestAge how long the oldest has been parked; zero if there is none
     */
    record Sample(int records, Duration oldestAge) {}

    /** Takes a record that is due and that nobody else has taken. */
    Optional<ParkedRow> claim(DSLContext tx) {
        var now = DSL.currentOffsetDateTime();
        return tx.select(RETRY_RECORD.fields())
                .select(TOPIC_REF.TOPIC_NAME, now)
                .from(RETRY_RECORD)
                .join(TOPIC_REF)
                .on(TOPIC_REF.TOPIC_REF_.eq(RETRY_RECORD.TOPIC_REF))
                .where(RETRY_RECORD.NEXT_ATTEMPT_AT.le(now))
                .orderBy(RETRY_RECORD.NEXT_ATTEMPT_AT)
                .limit(1)
                .forUpdate()
                .of(RETRY_RECORD)
                .skipLocked()
                .fetchOptional(row -> row(row, row.get(now)));
    }

    /** True if an earlier record of its key is parked. */
    boolean isBehind(DSLContext tx, ParkedRow row) {
        return row.keyHash() != null
                && tx.fetchExists(
                        RETRY_RECORD,
                        sameKey(row).and(RETRY_RECORD.KAFKA_OFFSET.lt(row.record().offset())));
    }

    /** Puts the next attempt off without counting one. */
    void postpone(DSLContext tx, ParkedRow row, Duration delay) {
        tx.update(RETRY_RECORD)
                .set(RETRY_RECORD.NEXT_ATTEMPT_AT, ParkingTable.after(delay))
                .where(itself(row))
                .execute();
    }

    /** An attempt has failed, and there will be another. */
    void failed(DSLContext tx, ParkedRow row, Refusal why, Duration delay) {
        tx.update(RETRY_RECORD)
                .set(RETRY_RECORD.STAGE, why.stage().word())
                .set(RETRY_RECORD.REASON, why.reason())
                .set(RETRY_RECORD.DETAIL, why.detail())
                .set(RETRY_RECORD.SQLSTATE, why.sqlState())
                .set(RETRY_RECORD.FINGERPRINT, why.fingerprint())
                .set(RETRY_RECORD.ATTEMPTS, row.attempts() + 1)
                .set(RETRY_RECORD.FAILED_AT, ParkingTable.after(Duration.ZERO))
                .set(RETRY_RECORD.NEXT_ATTEMPT_AT, ParkingTable.after(delay))
                .where(itself(row))
                .execute();
    }

    /** It has come to its end; whoever waits behind it is due. */
    void remove(DSLContext tx, ParkedRow row) {
        tx.deleteFrom(RETRY_RECORD).where(itself(row)).execute();
        if (row.keyHash() != null) {
            tx.update(RETRY_RECORD)
                    .set(RETRY_RECORD.NEXT_ATTEMPT_AT, ParkingTable.after(Duration.ZERO))
                    .where(sameKey(row))
                    .and(
                            RETRY_RECORD.KAFKA_OFFSET.eq(
                                    DSL.select(DSL.min(RETRY_RECORD.KAFKA_OFFSET))
                                            .from(RETRY_RECORD)
                                            .where(sameKey(row))))
                    .and(RETRY_RECORD.ATTEMPTS.eq(0))
                    .execute();
        }
    }

    /** How long it is until the next attempt; empty if nothing is parked. */
    Optional<Duration> untilDue(DSLContext tx) {
        var now = DSL.currentOffsetDateTime();
        return tx.select(RETRY_RECORD.NEXT_ATTEMPT_AT, now)
                .from(RETRY_RECORD)
                .orderBy(RETRY_RECORD.NEXT_ATTEMPT_AT)
                .limit(1)
                .fetchOptional(row -> Duration.between(row.value2(), row.value1()));
    }

    /** Looks at all of them, as far as this many. */
    Sample sample(DSLContext tx, int max) {
        var some = tx.select(RETRY_RECORD.PARKED_AT).from(RETRY_RECORD).limit(max).asTable("some");
        var oldest = DSL.min(some.field(RETRY_RECORD.PARKED_AT));
        var row =
                tx.select(DSL.count(), oldest, DSL.currentOffsetDateTime())
                        .from(some)
                        .fetchSingle();
        @Nullable OffsetDateTime since = row.value2();
        return new Sample(
                row.value1(),
                since == null ? Duration.ZERO : Duration.between(since, row.value3()));
    }

    private static ParkedRow row(Record row, OffsetDateTime now) {
        RetryRecordRecord parked = row.into(RETRY_RECORD);
        return new ParkedRow(
                new PartitionRef(parked.getTopicRef(), parked.getKafkaPartition()),
                new StoredRecord(
                        row.get(TOPIC_REF.TOPIC_NAME),
                        parked.getKafkaPartition(),
                        parked.getKafkaOffset(),
                        parked.getRecordTimestamp_(),
                        parked.getRecordKey(),
                        parked.getRecordValue(),
                        parked.getRecordHeaders().data()),
                parked.getKeyHash(),
                parked.getAttempts(),
                Duration.between(parked.getParkedAt(), now));
    }

    private static Condition itself(ParkedRow row) {
        return samePartition(row).and(RETRY_RECORD.KAFKA_OFFSET.eq(row.record().offset()));
    }

    private static Condition sameKey(ParkedRow row) {
        return samePartition(row).and(RETRY_RECORD.KEY_HASH.eq(row.keyHash()));
    }

    private static Condition samePartition(ParkedRow row) {
        return RETRY_RECORD
                .TOPIC_REF
                .eq(row.partition().topicRef())
                .and(RETRY_RECORD.KAFKA_PARTITION.eq(row.partition().partition()));
    }
}
