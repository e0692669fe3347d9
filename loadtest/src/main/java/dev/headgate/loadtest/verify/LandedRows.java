// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.RETRY_RECORD;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.contract.event.EventHeader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;

/**
 * What landed since an instant, streamed: a few rows at a time are in memory. It needs a
 * transaction, without which the driver fetches everything at once.
 */
final class LandedRows {

    /** Rows in memory at once; each as large as the pipeline lets an event be. */
    private static final int FETCHED_ROWS = 200;

    private static final int ROWS_PER_REPORT = 10_000;
    private static final Field<Long> ACCEPTED_MICROS = DatabaseClock.micros(EVENT.ACCEPTED_AT);
    private static final Field<Long> INGESTED_MICROS = DatabaseClock.micros(EVENT.INGESTED_AT);
    private static final ObjectReader TREES = new JsonMapper().reader();

    private final DSLContext sql;
    private final OffsetDateTime since;

    /**
     * What landed since an instant.
     *
     * @param sinceMicros by the database's clock, microseconds since 1970
     */
    LandedRows(DSLContext sql, long sinceMicros) {
        this.sql = sql;
        this.since = Instant.EPOCH.plus(sinceMicros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** All rows in the order of topic, partition and offset. */
    void events(Consumer<EventRow> rows, LongConsumer rowsRead) {
        long read = 0;
        try (var cursor =
                sql.select(
                                EVENT.TOPIC_REF,
                                EVENT.KAFKA_PARTITION,
                                EVENT.EVENT_ID,
                                EVENT.EVENT_TYPE,
                                EVENT.EVENT_KEY,
                                EVENT.DATA,
                                ACCEPTED_MICROS,
                                INGESTED_MICROS)
                        .from(EVENT)
                        .where(EVENT.INGESTED_AT.ge(since))
                        .orderBy(EVENT.TOPIC_REF, EVENT.KAFKA_PARTITION, EVENT.KAFKA_OFFSET)
                        .fetchSize(FETCHED_ROWS)
                        .fetchLazy()) {
            for (var row : cursor) {
                @Nullable JSONB data = row.value6();
                rows.accept(
                        new EventRow(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                row.value4(),
                                row.value5(),
                                data == null ? null : data.data(),
                                row.value7(),
                                row.value8()));
                if (++read % ROWS_PER_REPORT == 0) {
                    rowsRead.accept(read);
                }
            }
        }
        rowsRead.accept(read);
    }

    /**
     * The event's id of all dead letters that no replay has made a row or found to be one; null for
     * those whose headers do not say one.
     */
    void deadLetters(Consumer<@Nullable String> ids) {
        ids(
                sql.select(DEAD_LETTER.RECORD_HEADERS)
                        .from(DEAD_LETTER)
                        .where(DEAD_LETTER.FAILED_AT.ge(since))
                        .and(DEAD_LETTER.STATE.notIn("Landed", "Suppressed"))
                        .orderBy(DEAD_LETTER.DEAD_LETTER_ID),
                ids);
    }

    /** The event's id of all parked records; null for those whose headers do not say one. */
    void parked(Consumer<@Nullable String> ids) {
        ids(
                sql.select(RETRY_RECORD.RECORD_HEADERS)
                        .from(RETRY_RECORD)
                        .where(RETRY_RECORD.PARKED_AT.ge(since)),
                ids);
    }

    private static void ids(ResultQuery<Record1<JSONB>> headers, Consumer<@Nullable String> ids) {
        try (var cursor = headers.fetchSize(FETCHED_ROWS).fetchLazy()) {
            for (var row : cursor) {
                ids.accept(eventId(row.value1().data()));
            }
        }
    }

    /** The id in headers as consumers store them: an array of objects with name and value. */
    static @Nullable String eventId(String headers) {
        try {
            for (JsonNode header : TREES.readTree(headers)) {
                if (header.path("name").asText().equals(EventHeader.ID)) {
                    JsonNode value = header.path("value");
                    return value.isTextual() ? value.textValue() : null;
                }
            }
            return null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL gave jsonb that is no JSON", e);
        }
    }
}
