// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_AUDIT;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_REPLAY;
import static dev.headgate.tables.generated.Tables.EVENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.deadletter.Caller;
import dev.headgate.consumer.deadletter.Change;
import dev.headgate.consumer.deadletter.LetterDesk;
import dev.headgate.consumer.deadletter.LetterFilter;
import dev.headgate.consumer.deadletter.LetterRehearsal;
import dev.headgate.consumer.deadletter.LetterSelection;
import dev.headgate.consumer.deadletter.ReplayOrder;
import dev.headgate.consumer.deadletter.ReplayWorker;
import dev.headgate.consumer.handling.EventHandling;
import dev.headgate.consumer.landing.DeadLetterTable;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.PartitionClaim;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.landing.SingleLanding;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.HeaderJson;
import dev.headgate.consumer.record.Refusal;
import dev.headgate.consumer.record.StoredRecord;
import dev.headgate.contract.pipeline.Deduplicate;
import dev.headgate.tables.generated.tables.records.DeadLetterRecord;
import dev.headgate.tables.generated.tables.records.DeadLetterReplayRecord;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A schema with dead letters, the desk at which they are worked on, and workers to replay them. */
final class LetterScene implements AutoCloseable {

    static final Caller ANNA = Caller.named("anna");

    private static final Refusal TOO_MUCH =
            new Refusal(
                    Refusal.Stage.LAND,
                    "ConstraintViolated",
                    "new row for relation \"event\" violates check constraint \"amount\"",
                    "23514");

    final Rig rig;
    final LandingDatabase database;
    final LetterDesk desk;
    private final PartitionRef partition;
    private final List<ReplayWorker> workers = new ArrayList<>();

    private LetterScene(Rig rig, LandingDatabase database, PartitionRef partition) {
        this.rig = rig;
        this.database = database;
        this.partition = partition;
        this.desk = new LetterDesk(database);
    }

    static LetterScene of(Servers servers) throws InterruptedException {
        var rig = Rig.of(servers, 1);
        var database = new LandingDatabase(rig.typedSettings().database(), "letters");
        int ref =
                new PartitionClaim(database, "letters")
                        .register(rig.topic, UUID.randomUUID(), Map.of(0, 0L));
        return new LetterScene(rig, database, new PartitionRef(ref, 0));
    }

    /** Makes dead letters, at these offsets, of events that could land by now. */
    LetterScene dead(int first, int count) throws InterruptedException {
        return database.transaction(tx -> {
            for (int n = first; n < first + count; n++) {
                var refused = new Refused(record(n, Rig.json("e" + n)).kafka(), TOO_MUCH);
                new DeadLetterTable().insertAfter(tx, partition, refused, 1);
            }
            return this;
        });
    }

    /** Makes one dead letter with these data. */
    LetterScene dead(int offset, String data, String reason) throws InterruptedException {
        var why = new Refusal(Refusal.Stage.LAND, reason, "as a test wants it", "22P02");
        return database.transaction(tx -> {
            var refused = new Refused(record(offset, data).kafka(), why);
            new DeadLetterTable().insertAfter(tx, partition, refused, 1);
            return this;
        });
    }

    StoredRecord record(long offset, String data) {
        return new StoredRecord(
                rig.topic,
                0,
                offset,
                OffsetDateTime.parse("2026-03-01T10:00:00.123Z"),
                ("key " + offset).getBytes(UTF_8),
                data.getBytes(UTF_8),
                HeaderJson.of(new RecordHeaders(Rig.headers(Rig.envelope("e" + offset)))));
    }

    /** Lets nothing land any more whose amount is over this. */
    void limitAmounts(int max) {
        rig.dsl()
                .execute(
                        "ALTER TABLE {0} ADD CONSTRAINT amount CHECK ((data->>'amount')::numeric <= {1})",
                        EVENT, org.jooq.impl.DSL.inline(max));
    }

    void unlimitAmounts() {
        rig.dsl().execute("ALTER TABLE {0} DROP CONSTRAINT amount", EVENT);
    }

    SingleLanding landing() {
        return new SingleLanding(Deduplicate.ByEventId, EventHandling.asItIs());
    }

    LetterRehearsal rehearsal() {
        return new LetterRehearsal(database, landing());
    }

    ReplayWorker work() {
        var worker =
                new ReplayWorker(
                        database, landing(), new ConsumerTotals(1), "worker-" + workers.size());
        worker.start();
        workers.add(worker);
        return worker;
    }

    static LetterSelection all() {
        return by(Map.of());
    }

    static LetterSelection by(Map<String, String> filter) {
        return new LetterSelection(List.of(), LetterFilter.of(filter));
    }

    static ReplayOrder fast(LetterSelection selection) {
        return new ReplayOrder(selection, ReplayOrder.RATE_MAX, false, false);
    }

    static ReplayOrder forced(LetterSelection selection) {
        return new ReplayOrder(selection, ReplayOrder.RATE_MAX, false, true);
    }

    Change replay(ReplayOrder order) throws InterruptedException {
        return desk.replay(order, "{}", ANNA);
    }

    /** Replays and waits for the end. */
    DeadLetterReplayRecord replayed(ReplayOrder order) throws InterruptedException {
        Change change = replay(order);
        if (change instanceof Change.Requested requested) {
            return awaitEnd(requested.job().id());
        }
        throw new AssertionError("no replay, but " + change);
    }

    DeadLetterReplayRecord awaitEnd(long id) {
        await().atMost(Rig.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !replayRow(id).getState().equals("Running"));
        return replayRow(id);
    }

    DeadLetterReplayRecord replayRow(long id) {
        return rig.dsl().fetchSingle(DEAD_LETTER_REPLAY, DEAD_LETTER_REPLAY.REPLAY_ID.eq(id));
    }

    long id(long offset) {
        return letter(offset).getDeadLetterId();
    }

    DeadLetterRecord letter(long offset) {
        return rig.dsl().fetchSingle(DEAD_LETTER, DEAD_LETTER.KAFKA_OFFSET.eq(offset));
    }

    List<String> states() {
        return rig.dsl()
                .select(DEAD_LETTER.STATE)
                .from(DEAD_LETTER)
                .orderBy(DEAD_LETTER.KAFKA_OFFSET)
                .fetch(DEAD_LETTER.STATE);
    }

    /** What was done to the letter, with who did it. */
    List<String> history(long offset) {
        return rig.dsl()
                .selectFrom(DEAD_LETTER_AUDIT)
                .where(DEAD_LETTER_AUDIT.DEAD_LETTER_ID.eq(id(offset)))
                .orderBy(DEAD_LETTER_AUDIT.AUDIT_ID)
                .fetch(line -> line.getAction() + " by " + line.getActor());
    }

    @Override
    public void close() {
        workers.forEach(ReplayWorker::close);
        database.close();
        rig.close();
    }
}
