// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.headgate.consumer.record.HeaderJson;
import dev.headgate.contract.event.DeadLetterHeader;
import dev.headgate.tables.generated.tables.records.DeadLetterRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterEnvelopeTest {

    private static final int ADDED_BYTES_MAX = 16 << 10;

    private static final UUID TOPIC_ID = UUID.fromString("0000002a-0000-0000-0000-000000000007");
    private static final SourceTopic ORDERS = new SourceTopic(3, "orders", TOPIC_ID);
    private static final DeadLetterEnvelope ENVELOPE =
            new DeadLetterEnvelope("shop/orders", "hg_shop_orders", "headgate.shop.orders", "c-1");

    @Test
    void saysWhereItCameFromAndWhyItIsThere() {
        var letter = letter(new byte[] {1}, new byte[] {2, 3}, new RecordHeaders());
        letter.setFirstFailedAt(OffsetDateTime.parse("2026-03-01T11:00:00+01:00"));
        letter.setLeaderEpoch(4);
        letter.setTimestampType("CreateTime");
        letter.setSqlstate("22P02");

        var published = ENVELOPE.record(ORDERS, whole(letter), 12, LeftOut.NOTHING);

        assertThat(published.topic()).isEqualTo("dlq.orders");
        assertThat(published.partition()).isEqualTo(5);
        assertThat(published.timestamp()).isNull();
        assertThat(published.key()).containsExactly(1);
        assertThat(published.value()).containsExactly(2, 3);
        assertThat(texts(published))
                .containsExactly(
                        entry("x-dlq.v", "1"),
                        entry("x-dlq.id", "17"),
                        entry("__connect.errors.topic", "orders"),
                        entry("x-dlq.topic-id", TOPIC_ID.toString()),
                        entry("__connect.errors.partition", "5"),
                        entry("__connect.errors.offset", "90"),
                        entry("x-dlq.leader-epoch", "4"),
                        entry("x-dlq.timestamp", "2026-03-01T10:00:00.250Z"),
                        entry("x-dlq.timestamp-type", "CreateTime"),
                        entry("__connect.errors.stage", "land"),
                        entry("__connect.errors.exception.class.name", "InvalidJson"),
                        entry("__connect.errors.exception.message", "invalid input"),
                        entry("x-dlq.class", "Poison"),
                        entry("x-dlq.sqlstate", "22P02"),
                        entry("x-dlq.fingerprint", "00ff00ff00ff00ff"),
                        entry("x-dlq.attempts", "1"),
                        entry("x-dlq.replays", "0"),
                        entry("x-dlq.first-failed-at", "2026-03-01T10:00:00Z"),
                        entry("x-dlq.last-failed-at", "2026-03-01T10:00:01Z"),
                        entry("__connect.errors.connector.name", "shop/orders"),
                        entry("__connect.errors.task.id", "c-1"),
                        entry("x-dlq.group", "headgate.shop.orders"));
    }

    @Test
    void leavesTheRecordsOwnHeadersAsTheyWereAndReplacesThoseUnderItsNames() {
        var own = new RecordHeaders();
        own.add("ce_id", "e1".getBytes(UTF_8));
        own.add("__connect.errors.topic", "elsewhere".getBytes(UTF_8));
        own.add("note", new byte[] {(byte) 0xC3, 0});
        own.add("x-dlq.sqlstate", "99999".getBytes(UTF_8));
        own.add("note", null);
        own.add("__connect.errors.topic", "elsewhere too".getBytes(UTF_8));

        var published =
                ENVELOPE.record(ORDERS, whole(letter(null, null, own)), 12, LeftOut.NOTHING);

        Header[] headers = published.headers().toArray();
        assertThat(headers[0].key()).isEqualTo("ce_id");
        assertThat(headers[1].key()).isEqualTo("note");
        assertThat(headers[1].value()).isEqualTo(new byte[] {(byte) 0xC3, 0});
        assertThat(headers[2].key()).isEqualTo("note");
        assertThat(headers[2].value()).isNull();
        assertThat(published.headers().headers("__connect.errors.topic")).hasSize(1);
        assertThat(texts(published)).containsEntry("__connect.errors.topic", "orders");
        assertThat(published.headers().headers("x-dlq.sqlstate")).isEmpty();
        assertThat(published.key()).isNull();
        assertThat(published.value()).isNull();
    }

    @Test
    void takesThePartitionModuloWhereTheTopicHasFewer() {
        var letter = whole(letter(null, null, new RecordHeaders()));

        assertThat(ENVELOPE.record(ORDERS, letter, 3, LeftOut.NOTHING).partition()).isEqualTo(2);
    }

    @Test
    void pointsToTheRowWhereSomethingIsLeftOut() {
        var own = new RecordHeaders();
        own.add("ce_id", "e1".getBytes(UTF_8));
        var letter = whole(letter(new byte[] {1}, new byte[9], own));

        var valueless = ENVELOPE.record(ORDERS, letter, 12, LeftOut.VALUE);
        var bare = ENVELOPE.record(ORDERS, letter, 12, LeftOut.RECORD);

        assertThat(valueless.key()).containsExactly(1);
        assertThat(valueless.value()).isNull();
        assertThat(texts(valueless))
                .containsEntry("ce_id", "e1")
                .containsEntry("x-dlq.pointer", "hg_shop_orders.dead_letter/17")
                .containsEntry("x-dlq.left-out", "value")
                .containsEntry("x-dlq.value-bytes", "9");
        assertThat(bare.key()).isNull();
        assertThat(bare.value()).isNull();
        assertThat(texts(bare))
                .doesNotContainKey("ce_id")
                .containsEntry("__connect.errors.offset", "90")
                .containsEntry("x-dlq.left-out", "key,value,headers");
    }

    @Test
    void staysBelowItsBoundWhateverTheTextsAre() {
        String endless = "é✓\uD83D\uDE00".repeat(2_000);
        var letter = letter(null, null, new RecordHeaders());
        letter.setStage(endless);
        letter.setReason(endless);
        letter.setDetail(endless);
        letter.setSqlstate(endless);
        letter.setFailureClass(endless);
        letter.setTimestampType(endless);
        var envelope = new DeadLetterEnvelope(endless, endless, endless, endless);
        var topic = new SourceTopic(3, endless, TOPIC_ID);

        var published = envelope.record(topic, whole(letter), 12, LeftOut.VALUE);

        int bytes =
                StreamSupport.stream(published.headers().spliterator(), false)
                        .mapToInt(header -> header.key().length() + header.value().length + 10)
                        .sum();
        assertThat(bytes).isLessThan(ADDED_BYTES_MAX);
        assertThat(texts(published).get("__connect.errors.exception.message"))
                .hasSizeGreaterThan(300)
                .doesNotContain("\uFFFD");
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(new String(DeadLetterEnvelope.cut("aé", 2), UTF_8)).isEqualTo("a");
        assertThat(new String(DeadLetterEnvelope.cut("aé", 3), UTF_8)).isEqualTo("aé");
        assertThat(new String(DeadLetterEnvelope.cut("\uD83D\uDE00b", 3), UTF_8)).isEmpty();
        assertThat(new String(DeadLetterEnvelope.cut("", 3), UTF_8)).isEmpty();
    }

    @Test
    void everyHeaderIsExplained() throws IOException {
        String page = Files.readString(Path.of("../docs/dead-letter-topic.md"));

        assertThat(DeadLetterHeader.ALL)
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    }

    private static Letter whole(DeadLetterRecord row) {
        byte @Nullable [] value = row.getRecordValue();
        return new Letter(row, value == null ? 0 : value.length, true);
    }

    @SuppressWarnings("NullAway") // Rows take null for what is not there.
    private static DeadLetterRecord letter(
            byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        var row = new DeadLetterRecord();
        row.setDeadLetterId(17L);
        row.setTopicRef(3);
        row.setKafkaPartition(5);
        row.setKafkaOffset(90L);
        row.setRecordTimestamp_(OffsetDateTime.parse("2026-03-01T10:00:00.25Z"));
        row.setRecordKey(key);
        row.setRecordValue(value);
        row.setRecordHeaders(JSONB.valueOf(HeaderJson.of(headers)));
        row.setStage("land");
        row.setFailureClass("Poison");
        row.setReason("InvalidJson");
        row.setDetail("invalid input");
        row.setAttempts(1);
        row.setReplays(0);
        row.setCause("00ff00ff00ff00ff");
        row.setFailedAt(OffsetDateTime.parse("2026-03-01T10:00:01Z"));
        return row;
    }

    private static Map<String, String> texts(ProducerRecord<byte[], byte[]> kafka) {
        var texts = new LinkedHashMap<String, String>();
        for (Header header : kafka.headers()) {
            if (header.value() != null) {
                texts.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return texts;
    }
}
