// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.relay;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.TOPIC_REF;

import dev.headgate.consumer.RelaySettings;
import dev.headgate.tables.generated.tables.records.DeadLetterRecord;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters as the relay sees them: those that are not published, found by that alone. Their
 * numbers say nothing about the order in which their transactions committed.
 */
final class RelayTable {

    /** Unpublished rows are counted no further than this. */
    static final int COUNTED_MAX = 10_000;

    private static final String LOCK =
            "SELECT pg_try_advisory_lock(hashtextextended({0}, 0)) AS locked";

    /** A process that is stopped for so long gives way: the lock ends with its session. */
    private static final String IDLE_LIMIT =
            "SELECT set_config(name, '3min', false) FROM pg_settings WHERE name = 'idle_session_timeout'";

    private static final String MARK =
            """
            UPDATE {0} SET published_at = now(), dlq_partition = p.dlq_partition, dlq_offset = p.dlq_offset
            FROM unnest(CAST({1} AS bigint[]), CAST({2} AS integer[]), CAST({3} AS bigint[]))
                AS p (dead_letter_id, dlq_partition, dlq_offset)
            WHERE {0}.dead_letter_id = p.dead_letter_id AND {0}.published_at IS NULL\
            """;

    private static final Condition UNPUBLISHED = DEAD_LETTER.PUBLISHED_AT.isNull();

    private static final Field<Integer> VALUE_BYTES = length(DEAD_LETTER.RECORD_VALUE);

    private static final Field<Integer> OTHER_BYTES =
            length(DEAD_LETTER.RECORD_KEY)
                    .plus(length(DEAD_LETTER.RECORD_HEADERS.cast(SQLDataType.CLOB)));

    /**
     * A dead letter that Kafka has confirmed.
     *
     * @param id its number
     * @param partition its partition in the dead-letter topic
     * @param offset its offset there
     */
    record Published(long id, int partition, long offset) {}

    /**
     * What is not published.
     *
     * @param letters how many, counted no further than {@value #COUNTED_MAX}
     * @param oldestAge for how long the oldest has been kept; zero if there is none
     */
    record Backlog(int letters, Duration oldestAge) {}

    /**
     * Makes this session the only relay of the pipeline, until it ends, however that happens; false
     * if another is.
     */
    boolean lock(DSLContext session) {
        session.fetch(IDLE_LIMIT);
        return session.fetchSingle(LOCK, DSL.val("headgate relay " + session.render(DEAD_LETTER)))
                .get("locked", Boolean.class);
    }

    /** The topics that have dead letters to publish. */
    List<SourceTopic> waiting(DSLContext dsl) {
        return dsl.selectFrom(TOPIC_REF)
                .where(
                        DSL.exists(
                                DSL.selectOne()
                                        .from(DEAD_LETTER)
                                        .where(DEAD_LETTER.TOPIC_REF.eq(TOPIC_REF.TOPIC_REF_))
                                        .and(UNPUBLISHED)))
                .orderBy(TOPIC_REF.TOPIC_REF_)
                .fetch(topic ->
                        new SourceTopic(
                                topic.getTopicRef(), topic.getTopicName(), topic.getTopicId()));
    }

    /** The topic's next dead letters, at least one if there is any, within the bounds. */
    List<Letter> next(DSLContext dsl, SourceTopic topic, RelaySettings bounds) {
        Result<Record3<Long, Integer, Integer>> sizes =
                dsl.select(DEAD_LETTER.DEAD_LETTER_ID, VALUE_BYTES, OTHER_BYTES)
                        .from(DEAD_LETTER)
                        .where(DEAD_LETTER.TOPIC_REF.eq(topic.ref()))
                        .and(UNPUBLISHED)
                        .orderBy(DEAD_LETTER.DEAD_LETTER_ID)
                        .limit(bounds.recordsMax())
                        .fetch();
        var ids = new ArrayList<Long>();
        long bytes = 0;
        for (var size : sizes) {
            bytes += (long) size.value2() + size.value3();
            if (bytes > bounds.bytesMax()) {
                break;
            }
            ids.add(size.value1());
        }
        if (ids.isEmpty() && !sizes.isEmpty()) {
            return withoutValue(dsl, sizes.getFirst());
        }
        return dsl.selectFrom(DEAD_LETTER)
                .where(DEAD_LETTER.DEAD_LETTER_ID.in(ids))
                .orderBy(DEAD_LETTER.DEAD_LETTER_ID)
                .fetch(row ->
                        new Letter(
                                row,
                                row.getRecordValue() == null ? 0 : row.getRecordValue().length,
                                true));
    }

    private static List<Letter> withoutValue(
            DSLContext dsl, Record3<Long, Integer, Integer> oversize) {
        List<Field<?>> fields =
                Arrays.stream(DEAD_LETTER.fields())
                        .<Field<?>>map(f -> f)
                        .filter(f -> !f.equals(DEAD_LETTER.RECORD_VALUE))
                        .toList();
        return dsl.select(fields)
                .from(DEAD_LETTER)
                .where(DEAD_LETTER.DEAD_LETTER_ID.eq(oversize.value1()))
                .fetch(row ->
                        new Letter(row.into(DeadLetterRecord.class), oversize.value2(), false));
    }

    /** Notes where they are; one that somebody else has noted meanwhile stays as it is. */
    void mark(DSLContext dsl, List<Published> published) {
        if (!published.isEmpty()) {
            dsl.execute(
                    MARK,
                    DEAD_LETTER,
                    DSL.val(published.stream().map(Published::id).toArray(Long[]::new)),
                    DSL.val(published.stream().map(Published::partition).toArray(Integer[]::new)),
                    DSL.val(published.stream().map(Published::offset).toArray(Long[]::new)));
        }
    }

    /** Looks at all that is not published, at a bounded cost. */
    Backlog backlog(DSLContext dsl) {
        var some =
                DSL.select(DEAD_LETTER.DEAD_LETTER_ID)
                        .from(DEAD_LETTER)
                        .where(UNPUBLISHED)
                        .limit(COUNTED_MAX)
                        .asTable("some");
        Field<OffsetDateTime> first =
                DSL.field(
                        DSL.select(DEAD_LETTER.FAILED_AT)
                                .from(DEAD_LETTER)
                                .where(DEAD_LETTER.TOPIC_REF.eq(TOPIC_REF.TOPIC_REF_))
                                .and(UNPUBLISHED)
                                .orderBy(DEAD_LETTER.DEAD_LETTER_ID)
                                .limit(1));
        int letters = dsl.selectCount().from(some).fetchSingle().value1();
        Record2<OffsetDateTime, OffsetDateTime> times =
                dsl.select(DSL.min(first), DSL.currentOffsetDateTime())
                        .from(TOPIC_REF)
                        .fetchSingle();
        @Nullable OffsetDateTime oldest = times.value1();
        return new Backlog(
                letters, oldest == null ? Duration.ZERO : Duration.between(oldest, times.value2()));
    }

    private static Field<Integer> length(Field<?> field) {
        return DSL.coalesce(
                DSL.field("octet_length({0})", SQLDataType.INTEGER, field), DSL.inline(0));
    }
}
