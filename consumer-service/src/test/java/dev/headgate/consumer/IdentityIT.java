// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.EVENT_IDENTITY;
import static dev.headgate.tables.generated.Tables.WATERMARK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.landing.IdentityHorizon;
import dev.headgate.consumer.landing.LandingDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Shared.class)
class IdentityIT {

    @Test
    void storesARepeatedEventOnceAcrossBatchesPartitionsAndRestarts(Servers servers) {
        try (var rig = Rig.of(servers, 3)) {
            rig.send(0, Rig.envelope("a"), Rig.json("a"));
            rig.send(0, Rig.envelope("a"), Rig.json("a"));
            rig.flush();
            ConsumerService first = rig.start();
            rig.awaitSettled();
            rig.send(1, Rig.envelope("a"), Rig.json("a"));
            rig.flush();
            rig.awaitSettled();
            first.stop();
            rig.send(2, Rig.envelope("a"), Rig.json("a"));
            rig.send(2, Rig.envelope("b"), Rig.json("b"));
            rig.flush();

            ConsumerService second = rig.start();
            rig.awaitSettled();
            second.stop();

            assertThat(rig.dsl().fetchValues(EVENT.EVENT_ID)).containsExactlyInAnyOrder("a", "b");
            assertThat(rig.count(DEAD_LETTER)).isZero();
            assertThat(first.counts().suppressed()).isEqualTo(2);
            assertThat(second.counts().suppressed()).isEqualTo(1);
            assertThat(suppressed(rig)).isEqualTo(3);
        }
    }

    @Test
    void storesAnEventOnceWhenEveryPartitionCarriesAllOfThem(Servers servers) {
        try (var rig = Rig.of(servers, 4)) {
            for (int n = 0; n < 2_000; n++) {
                for (int partition = 0; partition < 4; partition++) {
                    int id = partition % 2 == 0 ? n : 1_999 - n;
                    rig.send(partition, Rig.envelope("e" + id), Rig.json("e" + id));
                }
            }
            rig.flush();

            ConsumerService service = rig.start();
            rig.awaitSettled();
            service.stop();

            assertThat(rig.dsl().fetchValues(EVENT.EVENT_ID))
                    .doesNotHaveDuplicates()
                    .hasSize(2_000);
            assertThat(suppressed(rig)).isEqualTo(6_000);
            assertThat(rig.count(DEAD_LETTER)).isZero();
        }
    }

    @Test
    void keepsAnIdThatIsReusedForOtherDataAsADeadLetter(Servers servers) {
        try (var rig = Rig.of(servers, 2)) {
            rig.send(0, Rig.envelope("a"), "{\"amount\":1}");
            rig.flush();
            ConsumerService service = rig.start();
            rig.awaitSettled();
            rig.send(1, Rig.envelope("a"), "{\"amount\":2}");
            rig.send(1, Rig.envelope("b"), "{}");
            rig.flush();
            rig.awaitSettled();
            service.stop();

            assertThat(rig.dsl().fetchValues(EVENT.EVENT_ID)).containsExactlyInAnyOrder("a", "b");
            var letter = rig.dsl().fetchSingle(DEAD_LETTER);
            assertThat(letter.getReason()).isEqualTo("IdReusedWithDifferentData");
            assertThat(letter.getStage()).isEqualTo("identity");
            assertThat(letter.getRecordValue()).asString().isEqualTo("{\"amount\":2}");
            assertThat(service.counts().deadLettered()).isEqualTo(1);
        }
    }

    @Test
    void storesRepeatsWhenDeduplicationIsOff(Servers servers) {
        try (var rig = Rig.of(servers, 2)) {
            rig.send(0, Rig.envelope("a"), Rig.json("a"));
            rig.send(1, Rig.envelope("a"), Rig.json("a"));
            rig.flush();

            ConsumerService service = rig.start("consumer.deduplicate", "Never");
            rig.awaitSettled();
            service.stop();

            assertThat(rig.count(EVENT)).isEqualTo(2);
            assertThat(rig.count(EVENT_IDENTITY)).isZero();
        }
    }

    @Test
    void forgetsIdentitiesBeyondTheHorizonOnly(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 1);
                var database = new LandingDatabase(rig.typedSettings().database(), "horizon")) {
            rig.sendEvents(0, 2_500);
            ConsumerService service = rig.start();
            rig.awaitSettled();
            service.stop();
            rig.dsl()
                    .update(EVENT_IDENTITY)
                    .set(EVENT_IDENTITY.SEEN_AT, OffsetDateTime.now(ZoneOffset.UTC).minusHours(25))
                    .where(EVENT_IDENTITY.KAFKA_OFFSET.lt(2_300L))
                    .execute();

            int forgotten = new IdentityHorizon(database, Duration.ofHours(24)).sweep(10);

            assertThat(forgotten).isEqualTo(2_300);
            assertThat(rig.count(EVENT_IDENTITY)).isEqualTo(200);
        }
    }

    private static long suppressed(Rig rig) {
        return rig.dsl()
                .select(DSL.sum(WATERMARK.SUPPRESSED))
                .from(WATERMARK)
                .fetchSingle()
                .value1()
                .longValue();
    }
}
