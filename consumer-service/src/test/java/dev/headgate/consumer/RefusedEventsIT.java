// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.deadletter.LetterDesk;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.contract.event.RefusedHeader;
import dev.headgate.tables.generated.tables.records.DeadLetterRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of events that the ingest service has refused and kept. */
@ExtendWith(Servers.Shared.class)
class RefusedEventsIT {

    /** The latest, and still all of them; poison that would halt any other topic. */
    private static final String[] SETTINGS = {
        "consumer.start-from", "Latest",
        "consumer.relay.poll-interval", "PT0.05S",
        "consumer.poison-stop.records-min", "10"
    };

    @Test
    void eachIsADeadLetterForTheReasonThatIngestGave(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            List<TopicPartition> dead = rig.createDeadLetterTopic(1);
            String refused = rig.createRefusedTopic();
            rig.sendRefused(
                    reason(List.of(), "MalformedJson", "at byte 3: expected ':'"), "{\"a\"");
            rig.sendRefused(
                    reason(Rig.headers(Rig.envelope("e1")), "SchemaViolation", "/data is wrong"),
                    Rig.json("e1"));
            rig.sendRefused(List.of(), "who knows");
            for (int n = 0; n < 200; n++) {
                rig.sendRefused(reason(List.of(), "InvalidEvent", "/type is required"), "{}");
            }
            rig.flush();

            ConsumerService service = rig.start(with(refused));
            await().atMost(Rig.PATIENCE).until(() -> published(rig) == 203);
            service.stop();

            assertThat(rig.count(EVENT)).isZero();
            assertThat(letter(rig, 0))
                    .extracting("stage", "failureClass", "reason", "detail", "state")
                    .containsExactly(
                            "ingest", "Poison", "MalformedJson", "at byte 3: expected ':'", "Dead");
            assertThat(letter(rig, 0).getRecordValue()).isEqualTo("{\"a\"".getBytes(UTF_8));
            assertThat(letter(rig, 1))
                    .extracting("stage", "reason")
                    .containsExactly("ingest", "SchemaViolation");
            assertThat(letter(rig, 2))
                    .extracting("stage", "reason")
                    .containsExactly("ingest", "Unknown");
            var relayed = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            WholeLog.read(rig.bootstrapServers(), dead, relayed::add);
            assertThat(relayed)
                    .hasSize(203)
                    .allSatisfy(each ->
                            assertThat(text(each, "__connect.errors.topic")).isEqualTo(refused));
        }
    }

    @Test
    void aReplayLandsWhatIsAnEventAndNothingElse(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 1);
                var database = new LandingDatabase(rig.typedSettings().database(), "letters")) {
            String refused = rig.createRefusedTopic();
            rig.sendRefused(
                    reason(Rig.headers(Rig.envelope("e1")), "SchemaViolation", "/data is wrong"),
                    Rig.json("e1"));
            rig.sendRefused(reason(List.of(), "InvalidEvent", "/type is required"), "{}");
            rig.flush();
            ConsumerService service = rig.start(with(refused));
            await().atMost(Rig.PATIENCE).until(() -> rig.count(DEAD_LETTER) == 2);

            new LetterDesk(database)
                    .replay(LetterScene.fast(LetterScene.all()), "{}", LetterScene.ANNA);
            await().atMost(Rig.PATIENCE).until(() -> letter(rig, 1).getReplays() == 1);
            service.stop();

            assertThat(letter(rig, 0).getState()).isEqualTo("Landed");
            assertThat(letter(rig, 1))
                    .extracting("state", "stage")
                    .containsExactly("Dead", "decode");
            assertThat(rig.dsl().fetchSingle(EVENT).getEventId()).isEqualTo("e1");
        }
    }

    private static String[] with(String refused) {
        var all = new ArrayList<>(List.of(SETTINGS));
        all.addAll(List.of("consumer.topics.1.name", refused));
        return all.toArray(String[]::new);
    }

    private static List<Header> reason(List<Header> headers, String reason, String detail) {
        var all = new ArrayList<>(headers);
        all.add(new RecordHeader(RefusedHeader.REASON, reason.getBytes(UTF_8)));
        all.add(new RecordHeader(RefusedHeader.DETAIL, detail.getBytes(UTF_8)));
        return all;
    }

    private static int published(Rig rig) {
        return rig.dsl().fetchCount(DEAD_LETTER, DEAD_LETTER.PUBLISHED_AT.isNotNull());
    }

    private static DeadLetterRecord letter(Rig rig, long offset) {
        return rig.dsl().fetchSingle(DEAD_LETTER, DEAD_LETTER.KAFKA_OFFSET.eq(offset));
    }

    private static String text(ConsumerRecord<byte[], byte[]> kafka, String name) {
        return new String(kafka.headers().lastHeader(name).value(), UTF_8);
    }
}
