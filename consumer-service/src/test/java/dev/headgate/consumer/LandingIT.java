// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.EVENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.event.EventEnvelope;
import java.time.OffsetDateTime;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Shared.class)
class LandingIT {

    @Test
    void landsEveryRecordOnceAndAsItWasSent(Servers servers) {
        try (var rig = Rig.of(servers, 4)) {
            rig.sendEvents(0, 2_000);

            ConsumerService service = rig.start();
            rig.awaitRows(2_000);
            rig.awaitSettled();
            service.stop();

            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
            assertThat(service.counts().rows()).isEqualTo(2_000);
            assertThat(service.counts().suppressed()).isZero();
            assertThat(service.counts().deadLettered()).isZero();
            for (int n = 0; n < 2_000; n += 137) {
                var row = rig.dsl().fetchSingle(EVENT, EVENT.EVENT_ID.eq("e" + n));
                assertThat(row.getData()).isEqualTo(normal(rig, Rig.json("e" + n)));
                assertThat(row.getDataBytes()).isNull();
                assertThat(row.getEventKey()).isEqualTo("user-e" + n);
                assertThat(row.getEventType()).isEqualTo("order.created");
                assertThat(row.getSource()).isEqualTo("/test");
                assertThat(row.getContentType()).isEqualTo("application/json");
                assertThat(row.getEventTime().toInstant())
                        .isEqualTo(OffsetDateTime.parse("2026-03-01T10:00:00.123456Z").toInstant());
            }
        }
    }

    @Test
    void keepsDataThatIsNoJsonByteForByteAndTakesAbsentKeyAndTime(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            byte[] bytes = {0, 1, (byte) 0xFF, 'x', 0};
            var envelope = new EventEnvelope("b1", "image.made", "/test", null, null, "image/png");
            rig.sendRaw(0, Rig.headers(envelope), null, bytes);
            rig.flush();

            ConsumerService service = rig.start();
            rig.awaitRows(1);
            service.stop();

            var row = rig.dsl().fetchSingle(EVENT);
            assertThat(row.getData()).isNull();
            assertThat(row.getDataBytes()).isEqualTo(bytes);
            assertThat(row.getEventKey()).isNull();
            assertThat(row.getEventTime()).isNull();
        }
    }

    @Test
    void acceptedAtIsTheTimestampOfTheRecord(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            long before = System.currentTimeMillis();
            rig.sendEvents(0, 1);
            long after = System.currentTimeMillis();

            ConsumerService service = rig.start();
            rig.awaitRows(1);
            service.stop();

            var row = rig.dsl().fetchSingle(EVENT);
            assertThat(row.getAcceptedAt().toInstant().toEpochMilli()).isBetween(before, after);
            assertThat(row.getIngestedAt()).isAfterOrEqualTo(row.getAcceptedAt());
        }
    }

    @Test
    void goesOnAfterARestartWithoutRepeats(Servers servers) {
        try (var rig = Rig.of(servers, 3)) {
            rig.sendEvents(0, 900);
            ConsumerService first = rig.start();
            rig.awaitRows(900);
            first.stop();
            rig.sendEvents(900, 600);

            ConsumerService second = rig.start();
            rig.awaitRows(1_500);
            rig.awaitSettled();
            second.stop();

            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
            assertThat(second.counts().rows()).isEqualTo(600);
            assertThat(second.counts().suppressed()).isZero();
        }
    }

    @Test
    void gracefulStopUnderLoadLeavesCommittedOffsetsAtTheWatermarks(Servers servers) {
        try (var rig = Rig.of(servers, 4)) {
            rig.sendEvents(0, 20_000);
            ConsumerService service = rig.start("consumer.batch.records-max", "100");
            await().atMost(Rig.PATIENCE).until(() -> service.counts().rows() > 500);

            DrainReport report = service.stop();

            assertThat(report.complete()).isTrue();
            assertThat(rig.committedOffsets()).isEqualTo(rig.watermarks());

            ConsumerService next = rig.start();
            rig.awaitRows(20_000);
            rig.awaitSettled();
            next.stop();
            assertThat(service.counts().rows() + next.counts().rows()).isEqualTo(20_000);
            assertThat(next.counts().suppressed()).isZero();
        }
    }

    @Test
    void beginsAtTheEndOfAnUnknownTopicWhenToldTo(Servers servers) {
        try (var rig = Rig.of(servers, 2)) {
            rig.sendEvents(0, 100);
            ConsumerService first = rig.start("consumer.start-from", "Latest");
            rig.awaitSettled();
            rig.sendEvents(100, 50);
            rig.awaitRows(50);
            first.stop();

            assertThat(rig.dsl().fetchCount(EVENT, EVENT.EVENT_ID.eq("e99"))).isZero();
            assertThat(rig.dsl().fetchCount(EVENT, EVENT.EVENT_ID.eq("e100"))).isEqualTo(1);
        }
    }

    @Test
    void beginsAtTheStartOfPartitionsThatAreAddedLater(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 1)) {
            rig.sendEvents(0, 10);
            ConsumerService first = rig.start("consumer.start-from", "Latest");
            rig.awaitSettled();
            first.stop();
            rig.admin()
                    .createPartitions(
                            java.util.Map.of(
                                    rig.topic,
                                    org.apache.kafka.clients.admin.NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            rig.sendRaw(1, Rig.headers(Rig.envelope("late")), "{}".getBytes(UTF_8));
            rig.flush();

            ConsumerService second = rig.start("consumer.start-from", "Latest");
            rig.awaitRows(1);
            second.stop();

            assertThat(rig.dsl().fetchSingle(EVENT).getEventId()).isEqualTo("late");
        }
    }

    private static JSONB normal(Rig rig, String json) {
        return rig.dsl().select(org.jooq.impl.DSL.val(JSONB.valueOf(json))).fetchSingle().value1();
    }
}
