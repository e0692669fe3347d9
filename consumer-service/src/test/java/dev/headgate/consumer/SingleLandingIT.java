// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.EVENT_IDENTITY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.consumer.handling.EventHandling;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.PartitionClaim;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.landing.SingleLanding;
import dev.headgate.consumer.landing.SingleLanding.Outcome;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.HeaderJson;
import dev.headgate.consumer.record.RecordDecoder;
import dev.headgate.consumer.record.StoredRecord;
import dev.headgate.contract.pipeline.Deduplicate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Shared.class)
class SingleLandingIT {

    private static final Outcome LANDED = new Outcome.Landed();

    @Test
    void landsARecordOnceAndLeavesTheWatermarkWhereItIs(Servers servers) throws Exception {
        try (var scene = Scene.of(servers, Deduplicate.ByEventId)) {
            var watermarks = scene.rig.watermarks();

            assertThat(scene.land(scene.row(7, "a", "{}"))).isEqualTo(LANDED);
            assertThat(scene.land(scene.row(7, "a", "{}"))).isEqualTo(new Outcome.AlreadyLanded());

            assertThat(scene.rig.dsl().fetchSingle(EVENT).getKafkaOffset()).isEqualTo(7);
            assertThat(scene.rig.watermarks()).isEqualTo(watermarks);
        }
    }

    @Test
    void landsOnceWhenManyTryAtTheSameTime(Servers servers) throws Exception {
        try (var scene = Scene.of(servers, Deduplicate.ByEventId);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = new ArrayList<Future<Outcome>>();
            for (int i = 0; i < 16; i++) {
                tries.add(threads.submit(() -> scene.land(scene.row(7, "a", "{}"))));
            }
            var outcomes = new ArrayList<Outcome>();
            for (var tried : tries) {
                outcomes.add(tried.get());
            }

            assertThat(Collections.frequency(outcomes, LANDED)).isEqualTo(1);
            assertThat(Collections.frequency(outcomes, new Outcome.AlreadyLanded())).isEqualTo(15);
            assertThat(scene.rig.count(EVENT)).isEqualTo(1);
        }
    }

    @Test
    void suppressesAnEventThatHasLandedFromAnotherPlace(Servers servers) throws Exception {
        try (var scene = Scene.of(servers, Deduplicate.ByEventId)) {
            scene.land(scene.row(3, "a", "{}"));

            assertThat(scene.land(scene.row(7, "a", "{}"))).isEqualTo(new Outcome.Suppressed());

            assertThat(scene.rig.count(EVENT)).isEqualTo(1);
        }
    }

    @Test
    void landsARepeatWhereEventsAreNotKnownById(Servers servers) throws Exception {
        try (var scene = Scene.of(servers, Deduplicate.Never)) {
            scene.land(scene.row(3, "a", "{}"));

            assertThat(scene.land(scene.row(7, "a", "{}"))).isEqualTo(LANDED);

            assertThat(scene.rig.count(EVENT_IDENTITY)).isZero();
        }
    }

    @Test
    void refusesAnIdThatIsReusedForOtherData(Servers servers) throws Exception {
        try (var scene = Scene.of(servers, Deduplicate.ByEventId)) {
            scene.land(scene.row(3, "a", "{}"));

            assertThat(reason(scene.land(scene.row(7, "a", "{\"b\":1}"))))
                    .isEqualTo("IdReusedWithDifferentData");
        }
    }

    @Test
    void refusesAPlaceThatIsTakenByOtherData(Servers servers) throws Exception {
        try (var scene = Scene.of(servers, Deduplicate.ByEventId)) {
            scene.land(scene.row(7, "a", "{}"));

            assertThat(reason(scene.land(scene.row(7, "b", "{\"b\":1}"))))
                    .isEqualTo("CoordinateTaken");
            assertThat(scene.rig.dsl().fetchValues(EVENT_IDENTITY.EVENT_ID)).containsExactly("a");

            assertThat(scene.rig.dsl().fetchSingle(EVENT).getEventId()).isEqualTo("a");
        }
    }

    @Test
    void throwsWhatPostgresSaysAndLeavesNoIdentityBehind(Servers servers) throws Exception {
        try (var scene = Scene.of(servers, Deduplicate.ByEventId)) {
            assertThatThrownBy(() -> scene.land(scene.row(7, "a", "{broken")))
                    .satisfies(e -> assertThat(LandingFailure.of(e).sqlState()).isEqualTo("22P02"));

            assertThat(scene.rig.count(EVENT_IDENTITY)).isZero();
        }
    }

    /** Otherwise it would speak at the commit, when nobody knows any more whom it means. */
    @Test
    void hearsOfAConstraintThatWaitsForTheCommit(Servers servers) throws Exception {
        try (var scene = Scene.of(servers, Deduplicate.ByEventId)) {
            scene.rig
                    .dsl()
                    .execute("CREATE TABLE {0}.customer (id text PRIMARY KEY)", EVENT.getSchema());
            scene.rig
                    .dsl()
                    .execute(
                            "ALTER TABLE {0} ADD FOREIGN KEY (event_key) REFERENCES {1}.customer"
                                    + " DEFERRABLE INITIALLY DEFERRED",
                            EVENT, EVENT.getSchema());

            assertThatThrownBy(() -> scene.land(scene.row(7, "a", "{}")))
                    .satisfies(e -> assertThat(LandingFailure.of(e).sqlState()).isEqualTo("23503"));
        }
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var refused)
                ? refused.refusal().reason()
                : outcome.toString();
    }

    /** A schema with a topic that is known, and records as a table would give them back. */
    private record Scene(
            Rig rig, LandingDatabase database, SingleLanding landing, PartitionRef partition)
            implements AutoCloseable {

        static Scene of(Servers servers, Deduplicate deduplicate) throws InterruptedException {
            var rig = Rig.of(servers, 1);
            var database = new LandingDatabase(rig.typedSettings().database(), "single");
            int ref =
                    new PartitionClaim(database, "single")
                            .register(rig.topic, UUID.randomUUID(), Map.of(0, 0L));
            return new Scene(
                    rig,
                    database,
                    new SingleLanding(deduplicate, EventHandling.asItIs()),
                    new PartitionRef(ref, 0));
        }

        Outcome land(EventRow row) throws InterruptedException {
            return database.transaction(tx -> landing.land(tx, partition, row));
        }

        EventRow row(long offset, String id, String data) {
            var stored =
                    new StoredRecord(
                            rig.topic,
                            0,
                            offset,
                            OffsetDateTime.parse("2026-03-01T10:00:00.123Z"),
                            null,
                            data.getBytes(UTF_8),
                            HeaderJson.of(new RecordHeaders(Rig.headers(Rig.envelope(id)))));
            return (EventRow) new RecordDecoder().decode(stored.kafka());
        }

        @Override
        public void close() {
            database.close();
            rig.close();
        }
    }
}
