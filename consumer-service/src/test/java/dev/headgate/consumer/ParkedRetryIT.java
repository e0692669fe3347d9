// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.EVENT_IDENTITY;
import static dev.headgate.tables.generated.Tables.RETRY_RECORD;
import static dev.headgate.tables.generated.Tables.WATERMARK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Records that may land later: a row whose parent is missing is one. */
@ExtendWith(Servers.Shared.class)
class ParkedRetryIT {

    private static final String[] SOON = {
        "consumer.retry.delays", "PT0.1S", "consumer.retry.attempts-max", "100"
    };

    @TempDir Path folder;

    @Tag("F20")
    @Test
    void landsARecordOnceWhenItsParentHasCome(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            needParents(rig);
            send(rig, "before", null);
            send(rig, "child", "late");
            send(rig, "after", null);
            rig.flush();
            ConsumerService service = rig.start(SOON);
            rig.awaitSettled();
            assertThat(rig.dsl().fetchValues(EVENT.EVENT_ID))
                    .containsExactlyInAnyOrder("before", "after");
            var parked = rig.dsl().fetchSingle(RETRY_RECORD);
            assertThat(parked.getReason()).isEqualTo("ParentMissing");
            assertThat(parked.getSqlstate()).isEqualTo("23503");
            await().atMost(Rig.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(rig.dsl().fetchSingle(RETRY_RECORD).getAttempts())
                                    .isGreaterThan(2));

            addParent(rig, "late");

            rig.awaitRows(3);
            service.stop();
            assertThat(rig.count(RETRY_RECORD)).isZero();
            assertThat(rig.count(DEAD_LETTER)).isZero();
            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
            var row = rig.dsl().fetchSingle(EVENT, EVENT.EVENT_ID.eq("child"));
            assertThat(row.getEventKey()).isEqualTo("late");
            assertThat(row.getData().data()).contains("ünïcode ✓");
            assertThat(rig.dsl().fetchSingle(WATERMARK).getParked()).isEqualTo(1);
            assertThat(service.counts().parked()).isEqualTo(1);
            assertThat(service.counts().retried()).isGreaterThan(2);
            assertThat(service.counts().rows()).isEqualTo(3);
        }
    }

    /** A sequence is not rolled back, so that it knows how often landing really was tried. */
    @Tag("F19")
    @Test
    void givesUpAfterExactlySixAttemptsAcrossARestart(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            countTriesAndRaise(rig, "23503");
            String[] settings = {"consumer.retry.delays", "PT1S"};
            send(rig, "orphan", null);
            rig.flush();
            ConsumerService first = rig.start(settings);
            await().atMost(Rig.PATIENCE).until(() -> rig.count(RETRY_RECORD) == 1);
            long before = tries(rig);
            awaitAttempts(rig, 3);
            first.stop();
            assertThat(rig.dsl().fetchSingle(RETRY_RECORD).getAttempts()).isEqualTo(3);

            ConsumerService second = rig.start(settings);
            await().atMost(Rig.PATIENCE).until(() -> rig.count(DEAD_LETTER) == 1);
            second.stop();

            assertThat(tries(rig) - before).isEqualTo(5);
            assertThat(rig.count(RETRY_RECORD)).isZero();
            assertThat(rig.count(EVENT)).isZero();
            assertThat(rig.count(EVENT_IDENTITY)).isZero();
            var letter = rig.dsl().fetchSingle(DEAD_LETTER);
            assertThat(letter.getAttempts()).isEqualTo(6);
            assertThat(letter.getFailureClass()).isEqualTo("Retryable");
            assertThat(letter.getReason()).isEqualTo("RetriesExhausted");
            assertThat(letter.getDetail()).startsWith("given up after 6 attempts: ParentMissing");
            assertThat(letter.getSqlstate()).isEqualTo("23503");
            assertThat(second.counts().exhausted()).isEqualTo(1);
        }
    }

    @Test
    void aFailureOfTheSurroundingsIsNoAttempt(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            countTriesAndRaise(rig, "23503");
            send(rig, "child", null);
            rig.flush();
            ConsumerService service = rig.start("consumer.retry.delays", "PT1S");
            await().atMost(Rig.PATIENCE).until(() -> rig.count(RETRY_RECORD) == 1);

            raise(rig, "53100");
            long before = tries(rig);
            await().atMost(Rig.PATIENCE).until(() -> tries(rig) >= before + 2);

            assertThat(rig.dsl().fetchSingle(RETRY_RECORD).getAttempts()).isEqualTo(1);
            rig.dsl().execute("DROP TRIGGER tried ON {0}", EVENT);
            rig.awaitRows(1);
            service.stop();
            assertThat(rig.count(RETRY_RECORD)).isZero();
            assertThat(rig.count(DEAD_LETTER)).isZero();
        }
    }

    @Test
    void aRecordThatTurnsOutToBePoisonLaterIsADeadLetterAtOnce(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            countTriesAndRaise(rig, "23503");
            send(rig, "child", null);
            rig.flush();
            ConsumerService service = rig.start("consumer.retry.delays", "PT1S");
            await().atMost(Rig.PATIENCE).until(() -> rig.count(RETRY_RECORD) == 1);

            raise(rig, "23514");

            await().atMost(Rig.PATIENCE).until(() -> rig.count(DEAD_LETTER) == 1);
            service.stop();
            assertThat(rig.count(RETRY_RECORD)).isZero();
            assertThat(rig.dsl().fetchSingle(DEAD_LETTER).getFailureClass()).isEqualTo("Poison");
            assertThat(rig.dsl().fetchSingle(DEAD_LETTER).getAttempts()).isEqualTo(2);
        }
    }

    @Test
    void goesOnAfterACrashOfPostgres(Servers servers) {
        try (var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
                var rig = Rig.of(servers.kafka().bootstrapServers(), postgres, 1)) {
            needParents(rig);
            send(rig, "child", "late");
            rig.flush();
            ConsumerService service = rig.start(SOON);
            await().atMost(Rig.PATIENCE).until(() -> rig.count(RETRY_RECORD) == 1);

            postgres.crash();
            postgres.restart();
            addParent(rig, "late");

            rig.awaitRows(1);
            service.stop();
            assertThat(rig.count(RETRY_RECORD)).isZero();
            assertThat(rig.count(DEAD_LETTER)).isZero();
        }
    }

    @Test
    void severalConsumersTryEachRecordOnce(Servers servers) {
        try (var rig = Rig.of(servers, 2)) {
            needParents(rig);
            for (int n = 0; n < 200; n++) {
                rig.send(n % 2, envelope("c" + n, "late"), Rig.json("c" + n));
            }
            rig.flush();
            ConsumerService first = rig.start("consumer.retry.delays", "PT2S");
            ConsumerService second = rig.start("consumer.retry.delays", "PT2S");
            await().atMost(Rig.PATIENCE)
                    .until(() -> rig.count(RETRY_RECORD) == 200 && rig.watermarks().size() == 2);
            addParent(rig, "late");

            rig.awaitRows(200);
            first.stop();
            second.stop();

            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
            assertThat(rig.count(RETRY_RECORD)).isZero();
            assertThat(first.counts().rows() + second.counts().rows()).isEqualTo(200);
        }
    }

    @Test
    void lanesWaitWhenTooMuchIsParkedAndNothingBecomesADeadLetter(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            needParents(rig);
            for (int n = 0; n < 20; n++) {
                send(rig, "c" + n, "late");
            }
            rig.flush();
            ConsumerService service =
                    rig.start(
                            "consumer.retry.delays", "PT0.5S",
                            "consumer.retry.attempts-max", "100",
                            "consumer.retry.parked-max", "8",
                            "consumer.batch.records-max", "4");
            await().atMost(Rig.PATIENCE)
                    .until(() -> service.problems().contains("waiting: RetryCapacity"));
            assertThat(rig.count(RETRY_RECORD)).isEqualTo(8);
            assertThat(rig.count(DEAD_LETTER)).isZero();

            addParent(rig, "late");

            rig.awaitRows(20);
            rig.awaitSettled();
            assertThat(service.problems()).isEmpty();
            service.stop();
            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
        }
    }

    @Tag("F20")
    @Test
    void keepsTheOrderOfAKeyBehindAParkedRecordIfAskedTo(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            needParents(rig);
            String[] settings = {
                "consumer.retry.delays", "PT0.2S",
                "consumer.retry.attempts-max", "100",
                "consumer.retry.keep-key-order", "true"
            };
            send(rig, "a0", null, "a");
            send(rig, "a1", "late", "a");
            send(rig, "a2", null, "a");
            send(rig, "b0", null, "b");
            rig.flush();
            ConsumerService first = rig.start(settings);
            rig.awaitSettled();
            assertThat(rig.dsl().fetchValues(EVENT.EVENT_ID)).containsExactlyInAnyOrder("a0", "b0");
            first.stop();
            ConsumerService second = rig.start(settings);
            send(rig, "a3", null, "a");
            send(rig, "b1", null, "b");
            rig.flush();
            rig.awaitSettled();
            rig.awaitRows(3);
            assertThat(
                            rig.dsl()
                                    .select(RETRY_RECORD.KAFKA_OFFSET)
                                    .from(RETRY_RECORD)
                                    .where(RETRY_RECORD.ATTEMPTS.eq(0))
                                    .fetch(RETRY_RECORD.KAFKA_OFFSET))
                    .containsExactlyInAnyOrder(2L, 4L);

            addParent(rig, "late");

            rig.awaitRows(6);
            send(rig, "a4", null, "a");
            rig.flush();
            rig.awaitRows(7);
            second.stop();
            assertThat(
                            rig.dsl()
                                    .select(EVENT.EVENT_ID)
                                    .from(EVENT)
                                    .where(EVENT.EVENT_ID.like("a%"))
                                    .orderBy(EVENT.INGESTED_AT)
                                    .fetch(EVENT.EVENT_ID))
                    .isEqualTo(List.of("a0", "a1", "a2", "a3", "a4"));
            assertThat(rig.count(RETRY_RECORD)).isZero();
        }
    }

    @Test
    void aLaneWaitsWhenTheQueueBehindAKeyIsFull(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            needParents(rig);
            send(rig, "a0", "late", "a");
            for (int n = 1; n < 10; n++) {
                send(rig, "a" + n, null, "a");
            }
            rig.flush();
            ConsumerService service =
                    rig.start(
                            "consumer.retry.delays", "PT0.2S",
                            "consumer.retry.attempts-max", "100",
                            "consumer.retry.keep-key-order", "true",
                            "consumer.retry.key-queue-max", "3",
                            "consumer.batch.records-max", "1");
            await().atMost(Rig.PATIENCE)
                    .until(() -> service.problems().contains("waiting: RetryKeyQueue"));
            assertThat(rig.count(RETRY_RECORD)).isEqualTo(3);

            addParent(rig, "late");

            rig.awaitRows(10);
            service.stop();
            assertThat(
                            rig.dsl()
                                    .select(EVENT.EVENT_ID)
                                    .from(EVENT)
                                    .orderBy(EVENT.INGESTED_AT)
                                    .fetch(EVENT.EVENT_ID))
                    .isEqualTo(List.of("a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9"));
        }
    }

    /** A parked record does not make its event known: another record of it may land first. */
    @Test
    void suppressesAParkedRecordWhoseEventHasLandedFromElsewhere(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            needParents(rig);
            send(rig, "twin", "late");
            rig.flush();
            ConsumerService service = rig.start("consumer.retry.delays", "PT3S");
            await().atMost(Rig.PATIENCE).until(() -> rig.count(RETRY_RECORD) == 1);
            addParent(rig, "late");
            send(rig, "twin", "late");
            rig.flush();

            await().atMost(Rig.PATIENCE).until(() -> rig.count(RETRY_RECORD) == 0);
            service.stop();

            assertThat(rig.count(EVENT)).isEqualTo(1);
            assertThat(service.counts().suppressed()).isEqualTo(1);
            assertThat(rig.count(DEAD_LETTER)).isZero();
        }
    }

    private static void awaitAttempts(Rig rig, int attempts) {
        await().atMost(Rig.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> rig.dsl().fetchSingle(RETRY_RECORD).getAttempts() >= attempts);
    }

    private static void needParents(Rig rig) {
        rig.dsl().execute("CREATE TABLE {0}.customer (id text PRIMARY KEY)", EVENT.getSchema());
        rig.dsl()
                .execute(
                        "ALTER TABLE {0} ADD FOREIGN KEY (event_key) REFERENCES {1}.customer",
                        EVENT, EVENT.getSchema());
    }

    private static void addParent(Rig rig, String id) {
        rig.dsl()
                .execute(
                        "INSERT INTO {0}.customer VALUES ({1})",
                        EVENT.getSchema(), org.jooq.impl.DSL.val(id));
    }

    private static void countTriesAndRaise(Rig rig, String state) {
        rig.dsl().execute("CREATE SEQUENCE {0}.tries", EVENT.getSchema());
        raise(rig, state);
        rig.dsl()
                .execute(
                        "CREATE TRIGGER tried BEFORE INSERT ON {0} FOR EACH ROW"
                                + " EXECUTE FUNCTION {1}.tried()",
                        EVENT, EVENT.getSchema());
    }

    private static void raise(Rig rig, String state) {
        rig.dsl()
                .execute(
                        """
                        CREATE OR REPLACE FUNCTION {0}.tried() RETURNS trigger LANGUAGE plpgsql AS '
                        BEGIN
                          PERFORM nextval(TG_TABLE_SCHEMA || ''.tries'');
                          RAISE EXCEPTION ''no'' USING ERRCODE = ''%s'';
                        END'
                        """
                                .formatted(state),
                        EVENT.getSchema());
    }

    private static long tries(Rig rig) {
        return rig.dsl()
                .fetchSingle("SELECT last_value FROM {0}.tries", EVENT.getSchema())
                .get(0, Long.class);
    }

    private static void send(Rig rig, String id, @Nullable String parent) {
        rig.send(0, envelope(id, parent), Rig.json(id));
    }

    private static void send(Rig rig, String id, @Nullable String parent, String key) {
        rig.sendRaw(
                0,
                Rig.headers(envelope(id, parent)),
                key.getBytes(UTF_8),
                Rig.json(id).getBytes(UTF_8));
    }

    private static EventEnvelope envelope(String id, @Nullable String parent) {
        return new EventEnvelope(id, "order.created", "/test", null, parent, "application/json");
    }
}
