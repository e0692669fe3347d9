// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_AUDIT;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_PATCH;
import static dev.headgate.tables.generated.Tables.TOPIC_REF;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.contract.event.EventHeader;
import dev.headgate.tables.generated.tables.records.DeadLetterPatchRecord;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Looks at dead letters, each for a limited time: a search through the payloads of very many must
 * not keep the database busy for long. Thread-safe.
 */
public final class LetterReads {

    /** Most letters in one page. */
    public static final int PAGE_MAX = 1_000;

    private static final int CAUSES_MAX = 200;
    private static final int HISTORY_MAX = 200;
    private static final int KEY_BYTES_MAX = 256;
    private static final String TIME_LIMIT = "SET LOCAL statement_timeout = '10s'";
    private static final JsonMapper JSON = new JsonMapper();

    private static final Field<String> EVENT_ID = header(EventHeader.ID);
    private static final Field<String> EVENT_TYPE = header(EventHeader.TYPE);
    private static final Field<byte[]> KEY =
            DSL.field(
                    "substring({0} from 1 for {1})",
                    SQLDataType.BLOB, DEAD_LETTER.RECORD_KEY, DSL.inline(KEY_BYTES_MAX));
    private static final Field<Integer> BYTES =
            DSL.field(
                    "coalesce(octet_length({0}), 0)",
                    SQLDataType.INTEGER, DEAD_LETTER.RECORD_VALUE);
    private static final Field<Boolean> PATCHED =
            DSL.field(
                    DSL.exists(
                            DSL.selectOne()
                                    .from(DEAD_LETTER_PATCH)
                                    .where(
                                            DEAD_LETTER_PATCH.DEAD_LETTER_ID.eq(
                                                    DEAD_LETTER.DEAD_LETTER_ID))));

    private static final List<SelectFieldOrAsterisk> COLUMNS =
            List.of(
                    DEAD_LETTER.DEAD_LETTER_ID,
                    DEAD_LETTER.STATE,
                    DEAD_LETTER.STATE_SINCE,
                    TOPIC_REF.TOPIC_NAME,
                    DEAD_LETTER.KAFKA_PARTITION,
                    DEAD_LETTER.KAFKA_OFFSET,
                    DEAD_LETTER.RECORD_TIMESTAMP,
                    DEAD_LETTER.STAGE,
                    DEAD_LETTER.FAILURE_CLASS,
                    DEAD_LETTER.REASON,
                    DEAD_LETTER.SQLSTATE,
                    DEAD_LETTER.DETAIL,
                    DEAD_LETTER.CAUSE,
                    DEAD_LETTER.ATTEMPTS,
                    DEAD_LETTER.REPLAYS,
                    DEAD_LETTER.REPLAY_ID,
                    DEAD_LETTER.FAILED_AT,
                    EVENT_ID,
                    EVENT_TYPE,
                    KEY,
                    BYTES,
                    PATCHED);

    private final LandingDatabase database;
    private final LetterTable letters = new LetterTable();
    private final ReplayTable replays = new ReplayTable();

    /** Reads from this database. */
    public LetterReads(LandingDatabase database) {
        this.database = database;
    }

    /** The letters that fit and are older than this number, the newest first. */
    public LetterView.Page list(LetterFilter filter, long before, int limit)
            throws InterruptedException {
        List<LetterView> found =
                read(tx ->
                        views(
                                tx,
                                wanted(filter).and(DEAD_LETTER.DEAD_LETTER_ID.lt(before)),
                                limit + 1));
        return found.size() <= limit
                ? new LetterView.Page(found, null)
                : new LetterView.Page(found.subList(0, limit), found.get(limit - 1).id());
    }

    /** The letters that fit by their causes. */
    public LetterView.Causes causes(LetterFilter filter) throws InterruptedException {
        var latest = DSL.max(DEAD_LETTER.DEAD_LETTER_ID).as("latest");
        var letters = DSL.count().as("letters");
        var first = DSL.min(DEAD_LETTER.FAILED_AT).as("first");
        var last = DSL.max(DEAD_LETTER.FAILED_AT).as("last");
        var groups =
                DSL.select(latest, letters, first, last)
                        .from(DEAD_LETTER)
                        .where(wanted(filter))
                        .groupBy(DEAD_LETTER.CAUSE)
                        .orderBy(letters.desc(), latest.desc())
                        .limit(CAUSES_MAX + 1)
                        .asTable("groups");
        Field<Integer> count = DSL.field(DSL.name("groups", "letters"), Integer.class);
        Field<Long> id = DSL.field(DSL.name("groups", "latest"), Long.class);
        List<LetterView.Cause> found =
                read(tx ->
                        tx.select(groups.fields())
                                .select(
                                        DEAD_LETTER.CAUSE,
                                        DEAD_LETTER.STAGE,
                                        DEAD_LETTER.FAILURE_CLASS,
                                        DEAD_LETTER.REASON,
                                        DEAD_LETTER.SQLSTATE,
                                        DEAD_LETTER.DETAIL)
                                .from(groups)
                                .join(DEAD_LETTER)
                                .on(DEAD_LETTER.DEAD_LETTER_ID.eq(id))
                                .orderBy(count.desc(), id.desc())
                                .fetch(row ->
                                        new LetterView.Cause(
                                                row.get(DEAD_LETTER.CAUSE),
                                                row.get("letters", Integer.class),
                                                time(row.get("first", OffsetDateTime.class)),
                                                time(row.get("last", OffsetDateTime.class)),
                                                row.get(DEAD_LETTER.STAGE),
                                                row.get(DEAD_LETTER.FAILURE_CLASS),
                                                row.get(DEAD_LETTER.REASON),
                                                row.get(DEAD_LETTER.SQLSTATE),
                                                row.get(DEAD_LETTER.DETAIL))));
        boolean more = found.size() > CAUSES_MAX;
        return new LetterView.Causes(more ? found.subList(0, CAUSES_MAX) : found, more);
    }

    /** All that is known of a letter; empty if there is none of this number. */
    public Optional<LetterView.Whole> whole(long id) throws InterruptedException {
        return read(tx ->
                views(tx, DEAD_LETTER.DEAD_LETTER_ID.eq(id), 1).stream()
                        .findFirst()
                        .map(letter -> whole(tx, letter)));
    }

    /** The replay of this number. */
    public Optional<ReplayJob> replay(long id) throws InterruptedException {
        return read(tx -> replays.find(tx, id));
    }

    /** The latest replays. */
    public List<ReplayJob> replays(int max) throws InterruptedException {
        return read(tx -> replays.latest(tx, max));
    }

    private LetterView.Whole whole(DSLContext tx, LetterView letter) {
        StoredLetter stored = letters.find(tx, letter.id()).orElseThrow();
        var content =
                LetterView.Content.of(tree(stored.original().headers()), stored.original().value());
        LetterView.@Nullable Patch patch =
                letters.patch(tx, letter.id()).map(LetterReads::patch).orElse(null);
        return new LetterView.Whole(letter, content, patch, history(tx, letter.id()));
    }

    private static LetterView.Patch patch(DeadLetterPatchRecord row) {
        return new LetterView.Patch(
                row.getVersion(),
                row.getPatchedBy(),
                time(row.getPatchedAt()),
                row.getReason(),
                LetterView.Content.of(tree(row.getRecordHeaders().data()), row.getRecordValue()));
    }

    private static List<LetterView.Line> history(DSLContext tx, long id) {
        return tx.selectFrom(DEAD_LETTER_AUDIT)
                .where(DEAD_LETTER_AUDIT.DEAD_LETTER_ID.eq(id))
                .orderBy(DEAD_LETTER_AUDIT.AUDIT_ID.desc())
                .limit(HISTORY_MAX)
                .fetch(line ->
                        new LetterView.Line(
                                time(line.getAt()),
                                line.getActor(),
                                line.getAction(),
                                line.getFromState(),
                                line.getToState(),
                                line.getReplayId(),
                                line.getReason()));
    }

    private static List<LetterView> views(DSLContext tx, Condition which, int max) {
        return tx.select(COLUMNS)
                .from(DEAD_LETTER)
                .join(TOPIC_REF)
                .on(TOPIC_REF.TOPIC_REF_.eq(DEAD_LETTER.TOPIC_REF))
                .where(which)
                .orderBy(DEAD_LETTER.DEAD_LETTER_ID.desc())
                .limit(max)
                .fetch(LetterReads::view);
    }

    private static LetterView view(Record row) {
        return new LetterView(
                row.get(DEAD_LETTER.DEAD_LETTER_ID),
                row.get(DEAD_LETTER.STATE),
                time(row.get(DEAD_LETTER.STATE_SINCE)),
                row.get(TOPIC_REF.TOPIC_NAME),
                row.get(DEAD_LETTER.KAFKA_PARTITION),
                row.get(DEAD_LETTER.KAFKA_OFFSET),
                time(row.get(DEAD_LETTER.RECORD_TIMESTAMP)),
                row.get(EVENT_ID),
                row.get(EVENT_TYPE),
                LetterView.text(row.get(KEY)),
                row.get(DEAD_LETTER.STAGE),
                row.get(DEAD_LETTER.FAILURE_CLASS),
                row.get(DEAD_LETTER.REASON),
                row.get(DEAD_LETTER.SQLSTATE),
                row.get(DEAD_LETTER.DETAIL),
                row.get(DEAD_LETTER.CAUSE),
                row.get(DEAD_LETTER.ATTEMPTS),
                row.get(DEAD_LETTER.REPLAYS),
                row.get(DEAD_LETTER.REPLAY_ID),
                time(row.get(DEAD_LETTER.FAILED_AT)),
                row.get(BYTES),
                row.get(PATCHED));
    }

    /** Without a word on the state, what is still dead. */
    private static Condition wanted(LetterFilter filter) {
        return filter.has(LetterFilter.Key.STATE) || filter.has(LetterFilter.Key.REPLAY)
                ? filter.condition()
                : filter.condition().and(LetterState.Dead.now());
    }

    private <T> T read(Function<DSLContext, T> look) throws InterruptedException {
        return database.transaction(tx -> {
            tx.execute(TIME_LIMIT);
            return look.apply(tx);
        });
    }

    private static Field<String> header(String name) {
        return DSL.field(
                        "(SELECT h->>'value' FROM jsonb_array_elements({0}) AS h WHERE h->>'name' = {1} LIMIT 1)",
                        SQLDataType.CLOB, DEAD_LETTER.RECORD_HEADERS, DSL.inline(name))
                .as(name);
    }

    private static String time(OffsetDateTime time) {
        return time.toInstant().toString();
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL gave jsonb that is no JSON", e);
        }
    }
}
