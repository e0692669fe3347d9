// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.EVENT_IDENTITY;
import static dev.headgate.tables.generated.Tables.WATERMARK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.landing.LandingBatch;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingOutcome.FenceLost;
import dev.headgate.consumer.landing.LandingOutcome.Landed;
import dev.headgate.consumer.landing.LandingTransaction;
import dev.headgate.consumer.landing.PartitionClaim;
import dev.headgate.consumer.landing.PartitionClaim.Claimed;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.RecordDecoder;
import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.contract.pipeline.Deduplicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Shared.class)
class FenceIT {

    @Test
    void rollsBackTheWholeTransactionOfAConsumerThatHasLostThePartition(Servers servers)
            throws Exception {
        try (var rig = Rig.of(servers, 1);
                var database = new LandingDatabase(rig.typedSettings().database(), "fence")) {
            var landing = new LandingTransaction(database, Deduplicate.ByEventId);
            Claimed zombie = claim(database, rig, "zombie");
            Claimed owner = claim(database, rig, "owner");

            assertThat(landing.land(batch(rig, zombie))).isEqualTo(new FenceLost());

            assertThat(rig.count(EVENT)).isZero();
            assertThat(rig.count(EVENT_IDENTITY)).isZero();
            assertThat(rig.count(DEAD_LETTER)).isZero();
            assertThat(rig.watermarks()).isEqualTo(Map.of(0, 0L));

            assertThat(landing.land(batch(rig, owner))).isEqualTo(new Landed(2, 0, 1, 0));
            assertThat(rig.watermarks()).isEqualTo(Map.of(0, 3L));
        }
    }

    /**
     * What a lane meets after the answer to a commit was lost: the same batch is not done twice.
     */
    @Test
    void refusesABatchThatIsCommittedAlready(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 1);
                var database = new LandingDatabase(rig.typedSettings().database(), "again")) {
            var landing = new LandingTransaction(database, Deduplicate.ByEventId);
            Claimed owner = claim(database, rig, "owner");
            landing.land(batch(rig, owner));

            assertThat(landing.land(batch(rig, owner))).isEqualTo(new FenceLost());

            var watermark = rig.dsl().fetchSingle(WATERMARK);
            assertThat(watermark.getLanded()).isEqualTo(2);
            assertThat(watermark.getDeadLettered()).isEqualTo(1);
        }
    }

    @Test
    void replaysWhileRunningWithoutDuplicatesAndFillsRowsThatWereDeleted(Servers servers) {
        try (var rig = Rig.of(servers, 2)) {
            rig.sendEvents(0, 1_000);
            ConsumerService service = rig.start();
            rig.awaitSettled();
            rig.dsl().deleteFrom(EVENT).where(EVENT.KAFKA_OFFSET.between(100L, 199L)).execute();
            assertThat(rig.count(EVENT)).isEqualTo(800);

            rig.dsl()
                    .update(WATERMARK)
                    .set(WATERMARK.NEXT_OFFSET, 0L)
                    .set(WATERMARK.EPOCH, WATERMARK.EPOCH.plus(1))
                    .execute();

            rig.awaitRows(1_000);
            rig.awaitSettled();
            rig.sendEvents(1_000, 10);
            rig.awaitRows(1_010);
            service.stop();
            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
            assertThat(rig.count(DEAD_LETTER)).isZero();
            assertThat(service.counts().suppressed()).isZero();
        }
    }

    @Test
    void stopsTheLineWhereAPlaceIsTakenByOtherDataAndGoesOnOnceItIsFree(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            rig.sendEvents(0, 10);
            ConsumerService service = rig.start();
            rig.awaitSettled();
            var alien = rig.dsl().fetchSingle(EVENT, EVENT.KAFKA_OFFSET.eq(5L));
            alien.setKafkaOffset(12L);
            alien.setPayloadHash(new byte[16]);
            alien.touched(true);
            rig.dsl().insertInto(EVENT).set(alien).execute();

            rig.sendEvents(10, 10);

            await().atMost(Rig.PATIENCE)
                    .until(() -> service.problems().contains("stopped: CoordinateTaken"));
            assertThat(rig.watermarks().get(0)).isLessThanOrEqualTo(12L);
            assertThat(rig.count(DEAD_LETTER)).isZero();

            rig.dsl().deleteFrom(EVENT).where(EVENT.KAFKA_OFFSET.eq(12L)).execute();
            rig.awaitSettled();
            assertThat(service.problems()).isEmpty();
            service.stop();
            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
        }
    }

    @Tag("F18")
    @Test
    void stopsTheLineAtAMissingColumnAndGoesOnOnceItIsBack(Servers servers) {
        try (var rig = Rig.of(servers, 2)) {
            rig.sendEvents(0, 100);
            ConsumerService service = rig.start();
            rig.awaitSettled();
            rig.dsl().execute("ALTER TABLE {0} RENAME COLUMN source TO gone", EVENT);

            rig.sendEvents(100, 100);

            await().atMost(Rig.PATIENCE)
                    .until(() -> service.problems().contains("stopped: SYSTEMIC 42703"));
            rig.dsl().execute("ALTER TABLE {0} RENAME COLUMN gone TO source", EVENT);
            rig.awaitSettled();
            service.stop();
            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
            assertThat(rig.count(DEAD_LETTER)).isZero();
        }
    }

    private static Claimed claim(LandingDatabase database, Rig rig, String owner)
            throws InterruptedException {
        var claim = new PartitionClaim(database, owner);
        int ref = claim.register(rig.topic, topicId(rig), Map.of(0, 0L));
        return claim.claim(List.of(new TopicPartition(rig.topic, 0)), Map.of(rig.topic, ref))
                .getFirst();
    }

    private static UUID topicId(Rig rig) {
        return UUID.nameUUIDFromBytes(rig.topic.getBytes(UTF_8));
    }

    /** Two good records and one that is none. */
    private static LandingBatch batch(Rig rig, Claimed claimed) {
        var rows = new ArrayList<EventRow>();
        var refused = new ArrayList<Refused>();
        var decoder = new RecordDecoder();
        for (int offset = 0; offset < 3; offset++) {
            byte @Nullable [] value = offset == 2 ? null : "{}".getBytes(UTF_8);
            switch (decoder.decode(kafka(rig, offset, Rig.envelope("e" + offset), value))) {
                case EventRow row -> rows.add(row);
                case Refused bad -> refused.add(bad);
            }
        }
        return new LandingBatch(claimed.partition(), claimed.fence(), 3, null, rows, refused);
    }

    private static ConsumerRecord<byte[], byte[]> kafka(
            Rig rig, long offset, EventEnvelope envelope, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                rig.topic,
                0,
                offset,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                -1,
                value == null ? -1 : value.length,
                null,
                value,
                new RecordHeaders(Rig.headers(envelope)),
                Optional.empty());
    }
}
