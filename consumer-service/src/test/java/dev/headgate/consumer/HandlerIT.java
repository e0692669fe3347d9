// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.RETRY_RECORD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.event.EventEnvelope;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The handler of the example folder in a running consumer. */
@ExtendWith(Servers.Shared.class)
class HandlerIT {

    private static final String[] MASK = {
        "consumer.handler.name", "mask-cards", "consumer.retry.delays", "PT1S"
    };

    @Test
    void landsChangedDataRejectsAndParksAsTheHandlerSays(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 1)) {
            String paid = "{\"card\":\"4111111111111111\",\"amount\":1}";
            rig.send(0, event("paid", "payment.made"), paid);
            rig.send(0, event("bare", "payment.made"), "{\"amount\":1}");
            rig.send(0, event("slow", "payment.made"), "{\"card\":\"pending\"}");
            rig.send(0, event("other", "order.created"), "{\"card\":\"4111111111111111\"}");
            rig.flush();

            ConsumerService service = rig.start(MASK);
            rig.awaitSettled();

            var row = rig.dsl().fetchSingle(EVENT, EVENT.EVENT_ID.eq("paid"));
            assertThat(row.getData().data())
                    .isEqualTo("{\"card\": \"************1111\", \"amount\": 1}");
            assertThat(row.getPayloadHash())
                    .isEqualTo(
                            Arrays.copyOf(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(paid.getBytes(UTF_8)),
                                    16));
            assertThat(rig.dsl().fetchSingle(EVENT, EVENT.EVENT_ID.eq("other")).getData().data())
                    .contains("4111111111111111");
            var letter = rig.dsl().fetchSingle(DEAD_LETTER);
            assertThat(letter.getStage()).isEqualTo("handle");
            assertThat(letter.getReason()).isEqualTo("CardMissing");
            assertThat(letter.getFailureClass()).isEqualTo("Poison");
            assertThat(letter.getRecordValue()).isEqualTo("{\"amount\":1}".getBytes(UTF_8));
            var parked = rig.dsl().fetchSingle(RETRY_RECORD);
            assertThat(parked.getStage()).isEqualTo("handle");
            assertThat(parked.getReason()).isEqualTo("CardPending");
            service.stop();
        }
    }

    @Test
    void handlesAParkedEventAgainAndGivesUpInTheEnd(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            rig.send(0, event("slow", "payment.made"), "{\"card\":\"pending\"}");
            rig.flush();

            ConsumerService service =
                    rig.start(
                            "consumer.handler.name", "mask-cards",
                            "consumer.retry.delays", "PT0.1S",
                            "consumer.retry.attempts-max", "3");
            await().atMost(Rig.PATIENCE).until(() -> rig.count(DEAD_LETTER) == 1);
            service.stop();

            var letter = rig.dsl().fetchSingle(DEAD_LETTER);
            assertThat(letter.getReason()).isEqualTo("RetriesExhausted");
            assertThat(letter.getStage()).isEqualTo("handle");
            assertThat(letter.getAttempts()).isEqualTo(3);
            assertThat(rig.count(RETRY_RECORD)).isZero();
        }
    }

    /**
     * Whoever comes first with other settings lands it: the parked record is as it was received.
     */
    @Test
    void aParkedEventIsHandledByTheHandlerOfThePresent(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            rig.send(0, event("slow", "payment.made"), "{\"card\":\"pending\"}");
            rig.flush();
            ConsumerService strict = rig.start(MASK);
            await().atMost(Rig.PATIENCE).until(() -> rig.count(RETRY_RECORD) == 1);
            strict.stop();

            ConsumerService asItIs = rig.start();
            rig.awaitRows(1);
            asItIs.stop();

            assertThat(rig.dsl().fetchSingle(EVENT).getData().data())
                    .isEqualTo("{\"card\": \"pending\"}");
            assertThat(rig.count(RETRY_RECORD)).isZero();
        }
    }

    /** A replay meets rows whose data differ from what was received, and knows them by the hash. */
    @Test
    void knowsChangedRowsAgainWhenTheirRecordsAreReadAgain(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            rig.send(0, event("paid", "payment.made"), "{\"card\":\"4111111111111111\"}");
            rig.flush();
            ConsumerService service = rig.start(MASK);
            rig.awaitRows(1);
            rig.awaitSettled();
            var watermark = dev.headgate.tables.generated.Tables.WATERMARK;
            rig.dsl()
                    .update(watermark)
                    .set(watermark.NEXT_OFFSET, 0L)
                    .set(watermark.EPOCH, watermark.EPOCH.plus(1))
                    .execute();

            rig.send(0, event("next", "order.created"), "{}");
            rig.flush();
            rig.awaitRows(2);
            rig.awaitSettled();

            assertThat(service.problems()).isEmpty();
            assertThat(rig.count(DEAD_LETTER)).isZero();
            service.stop();
        }
    }

    private static EventEnvelope event(String id, String type) {
        return new EventEnvelope(id, type, "/test", null, null, "application/json");
    }
}
