// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateSourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS = 20_000;
    private static final TemplateSource ORDERS = TemplateSource.orders();

    @Test
    void makesOrdersOfAboutTwoHundredBytesByDefault() {
        var data = new BodyBuffer();
        for (int i = 0; i < EVENTS; i++) {
            ORDERS.data(EventNumbers.of(1, i), data);
        }
        assertThat(data.length() / EVENTS).isBetween(170, 230);
    }

    @Test
    void takesTypesAndUsersAsOftenAsTheDefaultTemplateSays() {
        Map<String, Integer> types = new HashMap<>();
        Map<String, Integer> keys = new HashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            types.merge(ORDERS.type(EventNumbers.of(1, i)), 1, Integer::sum);
            String key = ORDERS.key(EventNumbers.of(1, i));
            keys.merge(key == null ? "none" : key, 1, Integer::sum);
        }
        assertShare(types.getOrDefault("order.created", 0), 0.6);
        assertShare(types.getOrDefault("order.paid", 0), 0.3);
        assertShare(types.getOrDefault("order.cancelled", 0), 0.1);
        // The harmonic number of 10,000 is 9.7876.
        assertShare(keys.getOrDefault("user-1", 0), 1 / 9.7876);
        assertShare(keys.getOrDefault("user-10", 0), 0.1 / 9.7876);
    }

    @Test
    void takesOtherTypesEachAsOften() {
        TemplateSource source = ORDERS.withTypes(List.of("a", "b", "c", "d"));
        Map<String, Integer> types = new HashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            types.merge(source.type(EventNumbers.of(1, i)), 1, Integer::sum);
        }
        assertThat(types).hasSize(4);
        types.values().forEach(count -> assertShare(count, 0.25));
        assertThat(source.key(EventNumbers.of(1, 5))).isEqualTo(ORDERS.key(EventNumbers.of(1, 5)));
        assertThatThrownBy(() -> ORDERS.withTypes(List.of()))
                .isInstanceOf(WorkloadException.class)
                .hasMessage("Events have 1 to 100 types, not 0.");
        assertThatThrownBy(() -> ORDERS.withTypes(List.of(" ")))
                .isInstanceOf(WorkloadException.class);
    }

    @Test
    void spreadsUniformKeysEvenly() {
        TemplateSource source =
                parse("keys: {count: 4, distribution: Uniform, format: 'a%d-b'}", "{bool: 1}");
        Map<String, Integer> keys = new HashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            String key = source.key(EventNumbers.of(1, i));
            keys.merge(key == null ? "none" : key, 1, Integer::sum);
        }
        assertThat(keys).containsOnlyKeys("a1-b", "a2-b", "a3-b", "a4-b");
        keys.values().forEach(count -> assertShare(count, 0.25));
    }

    @Test
    void makesNoKeysIfToldSo() {
        TemplateSource source = parse("keys: {distribution: None}", "{bool: 1}");

        assertThat(source.key(EventNumbers.of(1, 0))).isNull();
    }

    @Test
    void makesTextsOfEachLengthAsOftenWithCharactersThatNeedCare() throws IOException {
        var all = new StringBuilder();
        Map<Integer, Integer> lengths = new HashMap<>();
        for (JsonNode value : values("{text: [0, 9]}")) {
            all.append(value.textValue());
            lengths.merge(value.textValue().getBytes(UTF_8).length, 1, Integer::sum);
        }
        assertThat(lengths).hasSize(10);
        lengths.values().forEach(count -> assertShare(count, 0.1));
        assertThat(all).contains("\"", "\\", "\n", "é", "中", "😀");
    }

    @Test
    void makesNumbersOfTheWholeRange() throws IOException {
        Map<Long, Integer> counts = new HashMap<>();
        values("{int: [-2, 2]}").forEach(value -> counts.merge(value.longValue(), 1, Integer::sum));
        assertThat(counts).containsOnlyKeys(-2L, -1L, 0L, 1L, 2L);
        counts.values().forEach(count -> assertShare(count, 0.2));

        assertThat(values("{decimal: [-0.05, 0.05], scale: 2}"))
                .extracting(JsonNode::toString)
                .contains("-0.05", "-0.01", "0.0", "0.01", "0.05")
                .allMatch(text -> Math.abs(Double.parseDouble(text)) <= 0.05);
        assertThat(values("{decimal: [1, 3], scale: 0}"))
                .extracting(JsonNode::toString)
                .containsOnly("1", "2", "3");
        assertThat(values("{int: [-9007199254740991, 9007199254740991]}"))
                .anyMatch(value -> value.longValue() < -8_000_000_000_000_000L)
                .anyMatch(value -> value.longValue() > 8_000_000_000_000_000L);
    }

    @Test
    void makesTheOtherValues() throws IOException {
        List<JsonNode> ids = values("{id: true}");
        List<JsonNode> times = values("{time: true}");
        List<JsonNode> bools = values("{bool: 0.25}");
        List<JsonNode> words = values("{word: {a: 3, 'b \"c\"': 1}}");
        List<JsonNode> lists = values("{list: {of: {object: {x: {bool: 1}}}, length: [0, 2]}}");
        TemplateSource keyed = parse("keys: {count: 3}", "{key: true}");

        assertThat(ids.get(17).longValue()).isEqualTo(17);
        assertThat(Instant.parse(times.get(1_234).textValue()))
                .isEqualTo(Instant.parse("2026-01-01T00:00:01.234Z"));
        assertShare((int) bools.stream().filter(JsonNode::booleanValue).count(), 0.25);
        assertShare(
                (int) words.stream().filter(word -> word.textValue().equals("b \"c\"")).count(),
                0.25);
        assertThat(lists)
                .extracting(JsonNode::toString)
                .containsOnly("[]", "[{\"x\":true}]", "[{\"x\":true},{\"x\":true}]");
        for (int i = 0; i < 100; i++) {
            assertThat(value(keyed, i).textValue()).isEqualTo(keyed.key(EventNumbers.of(1, i)));
        }
    }

    @Test
    void readsTheExample() throws IOException {
        TemplateSource source = TemplateSource.read(Path.of("../examples/load/orders.yaml"));
        var data = new BodyBuffer();
        source.data(EventNumbers.of(1, 42), data);

        JsonNode order = JSON.readTree(data.text());
        assertThat(order.path("order").longValue()).isEqualTo(42);
        assertThat(order.path("user").textValue()).isEqualTo(source.key(EventNumbers.of(1, 42)));
        assertThat(order.path("items").size()).isBetween(1, 3);
        assertThat(order.path("shipTo").path("country").textValue()).hasSize(2);
    }

    private static List<JsonNode> values(String generator) throws IOException {
        TemplateSource source = parse("keys: {count: 3}", generator);
        var values = new ArrayList<JsonNode>();
        for (int i = 0; i < EVENTS; i++) {
            values.add(value(source, i));
        }
        return values;
    }

    private static JsonNode value(TemplateSource source, int index) throws IOException {
        var data = new BodyBuffer();
        source.data(EventNumbers.of(1, index), data);
        return JSON.readTree(data.text()).path("v");
    }

    private static TemplateSource parse(String keys, String generator) {
        String text = "types: [{type: t}]\n%s\ndata:\n  v: %s\n".formatted(keys, generator);
        return TemplateSource.of(TemplateFile.parse("t.yaml", text.getBytes(UTF_8)));
    }

    /** Within five standard deviations. */
    private static void assertShare(int count, double share) {
        double deviation = Math.sqrt(EVENTS * share * (1 - share));
        assertThat((double) count).isCloseTo(EVENTS * share, within(5 * deviation));
    }
}
