// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.event.EventEnvelope;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Failures of PostgreSQL that look like the records' fault and are not, and the other way round.
 */
@ExtendWith(Servers.Shared.class)
class PoisonStopIT {

    /** So that no lane can settle its share before another one is read. */
    private static final String[] WHOLE_BATCHES = {
        "consumer.poison-stop.records-min", "150", "consumer.batch.records-max", "100"
    };

    @Tag("F17")
    @Test
    void stopsTheLineBeforeAnythingIsWrittenAndGoesOnOnceTheCauseIsGone(Servers servers) {
        try (var rig = Rig.of(servers, 2)) {
            rig.dsl()
                    .execute(
                            "ALTER TABLE {0} ADD CONSTRAINT wrong CHECK (event_type <> 'a.b')",
                            EVENT);
            sendFrom(rig, "/one", "/two");

            ConsumerService service = rig.start(WHOLE_BATCHES);
            await().atMost(Rig.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(service.problems())
                                    .anyMatch(p -> p.startsWith("stopped: PoisonShare land"))
                                    .anyMatch(p -> p.contains("wrong")));
            // What one partition had before the other one began is written, and what was under way.
            var last = new AtomicInteger(-1);
            await().atMost(Rig.PATIENCE)
                    .during(Duration.ofSeconds(2))
                    .until(() -> rig.count(DEAD_LETTER), now -> last.getAndSet(now) == now);
            int letters = last.get();
            assertThat(letters).isLessThan(400);

            rig.dsl().execute("ALTER TABLE {0} DROP CONSTRAINT wrong", EVENT);

            rig.awaitSettled();
            assertThat(service.problems()).isEmpty();
            service.stop();
            assertThat(rig.count(EVENT) + letters).isEqualTo(800);
            assertThat(rig.count(DEAD_LETTER)).isEqualTo(letters);
        }
    }

    @Tag("F17")
    @Test
    void oneSourceCannotHaltThePipeline(Servers servers) {
        try (var rig = Rig.of(servers, 2)) {
            rig.dsl()
                    .execute(
                            "ALTER TABLE {0} ADD CONSTRAINT wrong CHECK (event_type <> 'a.b')",
                            EVENT);
            sendFrom(rig, "/one", "/one");

            ConsumerService service = rig.start(WHOLE_BATCHES);
            rig.awaitSettled();
            service.stop();

            assertThat(rig.count(DEAD_LETTER)).isEqualTo(800);
        }
    }

    /** Three timeouts on end, then halves, until the record that causes them is alone. */
    @Test
    void aRecordWhoseStatementTimesOutByItselfIsPoison(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            raiseFor(rig, "slow", "57014");
            for (int n = 0; n < 4; n++) {
                rig.send(0, event(n == 2 ? "slow" : "e" + n, "/one"), "{}");
            }
            rig.flush();

            ConsumerService service = rig.start();
            rig.awaitSettled();
            service.stop();

            assertThat(rig.count(EVENT)).isEqualTo(3);
            var letter = rig.dsl().fetchSingle(DEAD_LETTER);
            assertThat(letter.getKafkaOffset()).isEqualTo(2);
            assertThat(letter.getReason()).isEqualTo("StatementTimeout");
        }
    }

    /** Each by itself would land: nobody is to blame but their meeting in one batch. */
    @Test
    void recordsThatOnlyOffendEachOtherDoNotStopTheLine(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            rig.dsl().execute("CREATE UNIQUE INDEX ON {0} ((data ->> 'number'))", EVENT);
            for (int n = 0; n < 20; n++) {
                rig.send(0, event("e" + n, "/one"), "{\"number\":%d}".formatted(n % 19));
            }
            rig.flush();

            ConsumerService service = rig.start();
            rig.awaitSettled();
            service.stop();

            assertThat(rig.count(EVENT)).isEqualTo(19);
            assertThat(rig.dsl().fetchSingle(DEAD_LETTER).getKafkaOffset()).isEqualTo(19);
        }
    }

    private static void raiseFor(Rig rig, String id, String state) {
        rig.dsl()
                .execute(
                        """
                        CREATE FUNCTION {0}.refused() RETURNS trigger LANGUAGE plpgsql AS '
                        BEGIN
                          RAISE EXCEPTION ''no'' USING ERRCODE = ''%s'';
                        END'
                        """
                                .formatted(state),
                        EVENT.getSchema());
        rig.dsl()
                .execute(
                        "CREATE TRIGGER refused BEFORE INSERT ON {0} FOR EACH ROW"
                                + " WHEN (NEW.event_id = '%s') EXECUTE FUNCTION {1}.refused()"
                                        .formatted(id),
                        EVENT,
                        EVENT.getSchema());
    }

    private static void sendFrom(Rig rig, String first, String second) {
        for (int n = 0; n < 800; n++) {
            rig.send(n % 2, event("e" + n, n % 4 < 2 ? first : second), "{}");
        }
        rig.flush();
    }

    private static EventEnvelope event(String id, String source) {
        return new EventEnvelope(id, "a.b", source, null, null, "application/json");
    }
}
