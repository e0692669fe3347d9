// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.tables.generated.tables.records.DeadLetterRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Shared.class)
class DeadLetterIT {

    private static final byte[] INVALID_UTF8 = {'"', (byte) 0xC3, (byte) 0x28, '"'};

    @Tag("F16")
    @Test
    void keepsEachPoisonedRecordWholeAndLandsItsNeighbours(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            good(rig, "n0");
            rig.sendRaw(0, List.of(new RecordHeader("ce_id", "x".getBytes(UTF_8))), bytes("{}"));
            good(rig, "n1");
            rig.sendRaw(0, withId(INVALID_UTF8), bytes("{}"));
            good(rig, "n2");
            rig.send(0, Rig.envelope("bad-json"), "{\"a\":");
            good(rig, "n3");
            rig.send(0, Rig.envelope("nul"), "{\"a\":\"\\u0000\"}");
            good(rig, "n4");
            rig.sendRaw(0, Rig.headers(Rig.envelope("utf8")), INVALID_UTF8);
            good(rig, "n5");
            rig.sendRaw(0, Rig.headers(Rig.envelope("null-value")), null, null);
            good(rig, "n6");
            rig.send(0, Rig.envelope("deep"), "[".repeat(100_000) + "]".repeat(100_000));
            good(rig, "n7");
            rig.send(0, Rig.envelope("empty"), "");
            good(rig, "n8");
            rig.sendRaw(0, List.of(), null, bytes("{}"));
            good(rig, "n9");
            rig.flush();

            ConsumerService service = rig.start();
            rig.awaitSettled();
            service.stop();

            assertThat(rig.dsl().fetchValues(EVENT.EVENT_ID))
                    .containsExactlyInAnyOrder(
                            "n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9");
            Map<Long, String> reasons =
                    rig.dsl().fetch(DEAD_LETTER).stream()
                            .collect(
                                    Collectors.toMap(
                                            DeadLetterRecord::getKafkaOffset,
                                            letter ->
                                                    letter.getStage() + " " + letter.getReason()));
            assertThat(reasons)
                    .isEqualTo(
                            Map.of(
                                    1L, "decode MissingHeader",
                                    3L, "decode InvalidHeader",
                                    5L, "land InvalidJson",
                                    7L, "land InvalidJson",
                                    9L, "decode InvalidUtf8",
                                    11L, "decode NullValue",
                                    13L, "land NestedTooDeep",
                                    15L, "land InvalidJson",
                                    17L, "decode MissingHeader"));
            assertThat(service.counts().deadLettered()).isEqualTo(9);
        }
    }

    @Tag("F16")
    @Test
    void keepsKeyValueAndHeadersOfADeadLetterByteForByte(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            List<Header> headers = withId(INVALID_UTF8);
            headers.add(new RecordHeader("note", "plain".getBytes(UTF_8)));
            headers.add(new RecordHeader("nothing", (byte[]) null));
            rig.sendRaw(0, headers, new byte[] {0, 1}, INVALID_UTF8);
            rig.flush();

            ConsumerService service = rig.start();
            rig.awaitSettled();
            service.stop();

            var letter = rig.dsl().fetchSingle(DEAD_LETTER);
            assertThat(letter.getRecordKey()).isEqualTo(new byte[] {0, 1});
            assertThat(letter.getRecordValue()).isEqualTo(INVALID_UTF8);
            assertThat(letter.getRecordHeaders().data())
                    .contains("{\"name\": \"ce_id\", \"base64\": \"IsMoIg==\"}")
                    .contains("{\"name\": \"note\", \"value\": \"plain\"}")
                    .contains("{\"name\": \"nothing\", \"value\": null}");
            assertThat(letter.getAttempts()).isEqualTo(1);
            assertThat(letter.getFailureClass()).isEqualTo("Poison");
        }
    }

    /** After the first batch with poison the lane looks at texts itself. */
    @Tag("F16")
    @Test
    void refusesTheSameTextsForTheSameReasonsWhenItIsWary(Servers servers) {
        String deep = "[".repeat(1_500) + "]".repeat(1_500);
        List<String> texts = List.of("{\"a\":", "nul", deep, "{\"a\":\"\\u0000\"}", "{}", "");
        try (var rig = Rig.of(servers, 1)) {
            for (int n = 0; n < 5 * texts.size(); n++) {
                rig.send(0, Rig.envelope("e" + n), texts.get(n % texts.size()));
            }
            rig.flush();

            ConsumerService service =
                    rig.start("consumer.batch.records-max", Integer.toString(texts.size()));
            rig.awaitSettled();
            service.stop();

            var reasons =
                    rig.dsl().fetch(DEAD_LETTER).stream()
                            .collect(
                                    Collectors.groupingBy(
                                            letter -> letter.getKafkaOffset() % texts.size(),
                                            Collectors.mapping(
                                                    letter ->
                                                            List.of(
                                                                    letter.getReason(),
                                                                    letter.getDetail(),
                                                                    letter.getSqlstate()),
                                                    Collectors.toList())));
            assertThat(reasons).containsOnlyKeys(0L, 1L, 3L, 5L);
            assertThat(reasons.values())
                    .allSatisfy(ofOneText ->
                            assertThat(ofOneText).hasSize(5).containsOnly(ofOneText.getFirst()));
            assertThat(service.counts().rows()).isEqualTo(10);
        }
    }

    @Tag("F16")
    @Test
    void findsTheRecordsThatAConstraintRefusesAmongThousands(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            rig.dsl().execute("ALTER TABLE {0} ADD CHECK (event_id NOT LIKE '%77')", EVENT);
            rig.sendEvents(0, 3_000);

            ConsumerService service = rig.start();
            rig.awaitSettled();
            service.stop();

            assertThat(rig.count(EVENT)).isEqualTo(2_970);
            assertThat(rig.dsl().fetchValues(DEAD_LETTER.SQLSTATE))
                    .hasSize(30)
                    .containsOnly("23514");
            var both = new ArrayList<>(rig.landed());
            both.addAll(rig.deadLettered());
            assertThat(both).containsExactlyInAnyOrderElementsOf(rig.log());
        }
    }

    /** A record that PostgreSQL refused has not made its event known: the corrected one lands. */
    @Test
    void takesACorrectedEventWithTheIdOfAPoisonedOne(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            rig.send(0, Rig.envelope("a"), "{\"broken\":");
            rig.send(0, Rig.envelope("a"), "{\"whole\":true}");
            rig.flush();

            ConsumerService service = rig.start();
            rig.awaitSettled();
            service.stop();

            assertThat(rig.dsl().fetchSingle(EVENT).getKafkaOffset()).isEqualTo(1);
            assertThat(rig.dsl().fetchSingle(DEAD_LETTER).getKafkaOffset()).isZero();
        }
    }

    private static void good(Rig rig, String id) {
        rig.send(0, Rig.envelope(id), Rig.json(id));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<Header> withId(byte[] id) {
        List<Header> headers = Rig.headers(Rig.envelope("x"));
        headers.removeIf(header -> header.key().equals("ce_id"));
        headers.add(new RecordHeader("ce_id", id));
        return headers;
    }
}
