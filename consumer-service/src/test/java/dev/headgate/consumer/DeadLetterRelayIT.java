// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.TOPIC_REF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.tables.generated.tables.records.DeadLetterRecord;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Shared.class)
class DeadLetterRelayIT {

    private static final String[] SETTINGS = {
        "consumer.poison-stop.percent", "0",
        "consumer.relay.poll-interval", "PT0.05S",
        "consumer.relay.records-max", "10"
    };

    @Test
    void publishesEachDeadLetterByteForByteToThePartitionItCameFrom(Servers servers) {
        try (var rig = Rig.of(servers, 3)) {
            List<TopicPartition> dead = rig.createDeadLetterTopic(3);
            byte[] odd = {'"', (byte) 0xC3, (byte) 0x28, '"'};
            List<Header> headers = new ArrayList<>(Rig.headers(Rig.envelope("utf8")));
            headers.add(new RecordHeader("odd", odd));
            headers.add(new RecordHeader("__connect.errors.topic", "older".getBytes(UTF_8)));
            rig.sendRaw(2, headers, new byte[] {0, 1}, odd);
            rig.sendRaw(1, List.of(), null, null);
            rig.sendEvents(0, 3);
            ConsumerService service = rig.start(SETTINGS);
            rig.awaitSettled();
            awaitPublished(rig);
            service.stop();

            List<ConsumerRecord<byte[], byte[]>> published = read(rig, dead);
            assertThat(published).hasSize(2);
            var nothing = published.stream().filter(r -> r.partition() == 1).findFirst().get();
            assertThat(nothing.key()).isNull();
            assertThat(nothing.value()).isNull();
            var whole = published.stream().filter(r -> r.partition() == 2).findFirst().get();
            assertThat(whole.key()).containsExactly(0, 1);
            assertThat(whole.value()).isEqualTo(odd);
            assertThat(whole.headers().lastHeader("odd").value()).isEqualTo(odd);
            assertThat(whole.headers().headers("__connect.errors.topic")).hasSize(1);
            assertThat(text(whole, "__connect.errors.topic")).isEqualTo(rig.topic);
            assertThat(text(whole, "x-dlq.timestamp-type")).isEqualTo("CreateTime");
            assertThat(text(whole, "x-dlq.leader-epoch")).isEqualTo("0");
            DeadLetterRecord row =
                    rig.dsl().fetchSingle(DEAD_LETTER, DEAD_LETTER.KAFKA_PARTITION.eq(2));
            assertThat(text(whole, "x-dlq.id")).isEqualTo(row.getDeadLetterId().toString());
            assertThat(row.getDlqPartition()).isEqualTo(2);
            assertThat(row.getDlqOffset()).isEqualTo(whole.offset());
            assertThat(whole.timestamp())
                    .isGreaterThanOrEqualTo(row.getFailedAt().toInstant().toEpochMilli());
        }
    }

    @Test
    void publishesNothingTwiceWhereSeveralConsumersAreAtIt(Servers servers) {
        try (var rig = Rig.of(servers, 4)) {
            List<TopicPartition> dead = rig.createDeadLetterTopic(4);
            keep(rig, IntStream.range(0, 400).toArray());
            var services = new ArrayList<ConsumerService>();
            for (int i = 0; i < 3; i++) {
                services.add(rig.start(SETTINGS));
            }
            awaitPublished(rig);
            keep(rig, IntStream.range(400, 800).toArray());
            awaitPublished(rig);
            services.forEach(ConsumerService::stop);

            assertThat(read(rig, dead).stream().map(r -> text(r, "__connect.errors.offset")))
                    .hasSize(800)
                    .doesNotHaveDuplicates();
        }
    }

    /** Numbers are given before transactions commit, and these commit in any order. */
    @Test
    void publishesALetterThatIsCommittedAfterALaterOne(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            List<TopicPartition> dead = rig.createDeadLetterTopic(1);
            keep(rig, 0);
            ConsumerService service = rig.start(SETTINGS);
            awaitPublished(rig);
            int topic = rig.dsl().fetchValue(DEAD_LETTER.TOPIC_REF);

            rig.dsl()
                    .transaction(tx -> {
                        row(tx.dsl(), topic, 1).insert();
                        row(rig.dsl(), topic, 2).insert();
                        awaitPublished(rig);
                    });
            awaitPublished(rig);
            service.stop();

            assertThat(read(rig, dead).stream().map(r -> text(r, "__connect.errors.offset")))
                    .containsExactly("0", "2", "1");
        }
    }

    @Test
    void publishesNothingWhereThatIsNotWanted(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            List<TopicPartition> dead = rig.createDeadLetterTopic(1);
            keep(rig, 0, 1, 2);
            ConsumerService service = rig.start("consumer.relay.enabled", "false");
            rig.sendEvents(0, 5);
            rig.awaitRows(5);
            service.stop();

            assertThat(read(rig, dead)).isEmpty();
            assertThat(unpublished(rig)).isEqualTo(3);
        }
    }

    /** As a version without a relay has left them. */
    private static void keep(Rig rig, int... offsets) {
        rig.dsl()
                .transaction(tx -> {
                    DSLContext dsl = tx.dsl();
                    int topic =
                            dsl.insertInto(TOPIC_REF)
                                    .set(TOPIC_REF.TOPIC_NAME, rig.topic)
                                    .set(TOPIC_REF.TOPIC_ID, new UUID(7, 7))
                                    .onConflict(TOPIC_REF.TOPIC_ID)
                                    .doUpdate()
                                    .set(TOPIC_REF.TOPIC_NAME, rig.topic)
                                    .returning()
                                    .fetchSingle()
                                    .getTopicRef();
                    for (int offset : offsets) {
                        row(dsl, topic, offset).insert();
                    }
                });
    }

    private static DeadLetterRecord row(DSLContext dsl, int topic, long offset) {
        DeadLetterRecord row = dsl.newRecord(DEAD_LETTER);
        row.setTopicRef(topic);
        row.setKafkaPartition(0);
        row.setKafkaOffset(offset);
        row.setRecordTimestamp_(OffsetDateTime.parse("2026-03-01T10:00:00Z"));
        row.setRecordValue(new byte[] {'{'});
        row.setRecordHeaders(JSONB.valueOf("[]"));
        row.setStage("land");
        row.setFailureClass("Poison");
        row.setReason("InvalidJson");
        row.setDetail("no JSON");
        row.setAttempts(1);
        return row;
    }

    private static int unpublished(Rig rig) {
        return rig.dsl().fetchCount(DEAD_LETTER, DEAD_LETTER.PUBLISHED_AT.isNull());
    }

    private static void awaitPublished(Rig rig) {
        await().atMost(Rig.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> rig.count(DEAD_LETTER) > 0 && unpublished(rig) == 0);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Rig rig, List<TopicPartition> dead) {
        var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        WholeLog.read(rig.bootstrapServers(), dead, all::add);
        return all;
    }

    private static String text(ConsumerRecord<byte[], byte[]> kafka, String name) {
        return new String(kafka.headers().lastHeader(name).value(), UTF_8);
    }
}
