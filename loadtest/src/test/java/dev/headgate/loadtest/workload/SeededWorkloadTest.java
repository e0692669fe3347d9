// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.contract.event.EventLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class SeededWorkloadTest {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();
    private static final Path WEBHOOKS = Path.of("../examples/github-webhooks.ndjson");

    @Test
    void makesTheSameEventsAndBodiesInAnyOrderAndOnAnyThread() throws Exception {
        var settings = new WorkloadSettings("run", 7, 3, true, 0.1, 0.2);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 300).boxed().toList());
        List<byte[]> bodies = order.stream().map(i -> body(orders(settings), i)).toList();
        List<LoadEvent> events = order.stream().map(i -> orders(settings).event(i)).toList();
        Collections.shuffle(order, new Random(1));

        SeededWorkload shared = orders(settings);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i : order) {
                tasks.add(() -> {
                    assertThat(body(shared, i)).isEqualTo(bodies.get(i));
                    assertThat(shared.event(i)).isEqualTo(events.get(i));
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
    }

    @Test
    void makesOtherEventsFromAnotherSeed() {
        SeededWorkload one = orders(WorkloadSettings.single("run", 1));
        SeededWorkload two = orders(WorkloadSettings.single("run", 2));

        assertThat(IntStream.range(0, 1_000))
                .allSatisfy(i -> assertThat(body(one, i)).isNotEqualTo(body(two, i)));
    }

    @Test
    void sendsSingleEventsOfTheDefaultTemplateInTheCanonicalForm() throws IOException {
        SeededWorkload workload = orders(WorkloadSettings.single("run", 1));

        for (int i = 0; i < 5_000; i++) {
            JsonNode event = JSON.readTree(body(workload, i));
            assertThat(event.fieldNames())
                    .toIterable()
                    .containsExactly("id", "type", "key", "data");
            assertThat(event.path("id").textValue()).isEqualTo("run-" + i);
            assertThat(event.path("type").textValue())
                    .isIn("order.created", "order.paid", "order.cancelled");
            assertThat(event.path("key").textValue()).matches("user-[1-9][0-9]{0,4}");
            assertThat(event.path("data").isObject()).isTrue();
        }
    }

    @Test
    void sendsBatchesAsOneArrayOfTheEventsInOrder() throws IOException {
        SeededWorkload batches = orders(WorkloadSettings.batches("run", 1, 100));
        SeededWorkload single = orders(WorkloadSettings.single("run", 1));

        JsonNode batch = JSON.readTree(body(batches, 3));

        assertThat(batch).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(batch.get(i)).isEqualTo(JSON.readTree(body(single, 300 + i)));
        }
    }

    @Test
    void saysOfEachEventWhatItsBodySays() throws IOException {
        var settings = new WorkloadSettings("run", 3, 1, false, 0, 0.3);
        for (EventSource source : List.of(TemplateSource.orders(), NdjsonSource.read(WEBHOOKS))) {
            var workload = new SeededWorkload(settings, source);
            for (int i = 0; i < 2_000; i++) {
                LoadEvent event = workload.event(i);
                JsonNode sent = JSON.readTree(body(workload, i));
                assertThat(sent.path("id").textValue()).isEqualTo(event.id());
                assertThat(sent.path("type").textValue()).isEqualTo(event.type());
                assertThat(sent.path("key").textValue()).isEqualTo(event.key());
                assertThat(sent.path("data")).isEqualTo(JSON.readTree(event.data()));
            }
        }
    }

    @Test
    void compressesBodiesToTheSameContent() throws IOException {
        SeededWorkload plain = orders(new WorkloadSettings("run", 1, 50, false, 0, 0));
        SeededWorkload gzip = orders(new WorkloadSettings("run", 1, 50, true, 0, 0));

        for (int i = 0; i < 20; i++) {
            byte[] compressed = body(gzip, i);
            try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
                assertThat(in.readAllBytes()).isEqualTo(body(plain, i));
            }
            assertThat(compressed.length).isLessThan(body(plain, i).length / 2);
        }
    }

    @Test
    void repeatsEventsOfEarlierRequestsUnderTheSameId() {
        var settings = new WorkloadSettings("run", 5, 10, false, 0.2, 0.25);
        SeededWorkload workload = orders(settings);
        int repeats = 0;
        for (int i = 0; i < 40_000; i++) {
            LoadEvent event = workload.event(i);
            assertThat(workload.origin(i)).isEqualTo(event.origin());
            if (event.repeat()) {
                repeats++;
                LoadEvent origin = workload.event(event.origin());
                assertThat(origin.repeat()).isFalse();
                assertThat(origin.valid()).isTrue();
                assertThat(event.valid()).isTrue();
                assertThat(event.origin() / 10).isBetween(i / 10L - 1_000, i / 10L - 1);
                assertThat(event)
                        .usingRecursiveComparison()
                        .ignoringFields("index")
                        .isEqualTo(origin);
            }
        }
        // Six standard deviations of 40,000 draws.
        assertThat(repeats / 40_000.0).isBetween(0.237, 0.263);
    }

    @Test
    void repeatsNothingWhenThereIsNothingToRepeat() {
        SeededWorkload workload = orders(new WorkloadSettings("run", 5, 1, false, 0.5, 0.5));

        assertThat(LongStream.range(0, 1_000))
                .allSatisfy(i -> assertThat(workload.origin(i)).isEqualTo(i));
    }

    @Test
    void makesTheWantedShareOfEventsWrongAndEachFlawAmongThem() throws IOException {
        SeededWorkload workload = orders(new WorkloadSettings("run", 9, 1, false, 0.3, 0));
        Set<Flaw> seen = new HashSet<>();
        int invalid = 0;
        for (int i = 0; i < 20_000; i++) {
            LoadEvent event = workload.event(i);
            assertThat(flaws(body(workload, i))).hasSize(event.valid() ? 0 : 1);
            if (!event.valid()) {
                invalid++;
                seen.addAll(flaws(body(workload, i)));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Flaw.values());
        assertThat(invalid / 20_000.0).isBetween(0.28, 0.32);
    }

    @Test
    void keepsArraysReadableAroundEventsThatAreWrong() throws IOException {
        SeededWorkload workload = orders(new WorkloadSettings("run", 9, 20, false, 0.5, 0));
        Set<Flaw> seen = new HashSet<>();
        for (int request = 0; request < 100; request++) {
            JsonNode batch = JSON.readTree(body(workload, request));
            assertThat(batch).hasSize(20);
            for (int i = 0; i < 20; i++) {
                Set<Flaw> flaws = flaws(JSON.writeValueAsBytes(batch.get(i)));
                seen.addAll(flaws);
                assertThat(flaws).hasSize(workload.event(request * 20L + i).valid() ? 0 : 1);
            }
        }
        assertThat(seen).hasSize(Flaw.values().length - 1).doesNotContain(Flaw.MalformedJson);
    }

    @Test
    void readsIdsOfItsOwnRunOnly() {
        SeededWorkload workload = orders(WorkloadSettings.single("run", 1));

        assertThat(workload.index("run-0")).hasValue(0);
        assertThat(workload.index("run-123456789012")).hasValue(123_456_789_012L);
        assertThat(
                        List.of(
                                "run-",
                                "run",
                                "",
                                "run-01",
                                "run-00",
                                "run-+1",
                                "run--1",
                                "run-1 ",
                                " run-1",
                                "run-1x",
                                "Run-1",
                                "run2-1",
                                "run-١",
                                "run-9999999999999999999"))
                .allSatisfy(id -> assertThat(workload.index(id)).isEmpty());
    }

    @Test
    void readsNoIdThatARepeatWouldHave() {
        SeededWorkload workload = orders(new WorkloadSettings("run", 1, 1, false, 0, 0.5));

        for (int i = 0; i < 1_000; i++) {
            LoadEvent event = workload.event(i);
            assertThat(workload.index(event.id())).hasValue(event.origin());
            if (event.repeat()) {
                assertThat(workload.index("run-" + i)).isEmpty();
            }
        }
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> new WorkloadSettings("a b", 1, 1, false, 0, 0))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("run id");
        assertThatThrownBy(() -> WorkloadSettings.batches("a", 1, 10_001))
                .isInstanceOf(WorkloadException.class)
                .hasMessage("A request has 1 to 10,000 events, not 10,001.");
        assertThatThrownBy(() -> new WorkloadSettings("a", 1, 1, false, Double.NaN, 0))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("invalid events must be 0 to 1");
        assertThatThrownBy(() -> new WorkloadSettings("a", 1, 1, false, 0, 0.51))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("repeats must be 0 to 0.5");
        assertThatThrownBy(() -> new WorkloadSettings("a", 1, 1, false, 0.9, 0.2))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("come to more than 1");
    }

    /** What the rules of the ingest service would say against an event. */
    private static Set<Flaw> flaws(byte[] body) throws IOException {
        JsonNode event;
        try {
            event = JSON.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException _) {
            return Set.of(Flaw.MalformedJson);
        }
        var flaws = new HashSet<Flaw>();
        if (!event.has("type")) {
            flaws.add(Flaw.MissingType);
        } else if (!event.path("type").isTextual()) {
            flaws.add(Flaw.TypeOfWrongKind);
        }
        if (!event.has("data")) {
            flaws.add(Flaw.MissingData);
        }
        if (event.path("key").asText().length() > EventLimits.KEY_CHARS_MAX) {
            flaws.add(Flaw.KeyTooLong);
        }
        event.fieldNames()
                .forEachRemaining(name -> {
                    if (!Set.of("id", "type", "key", "time", "data").contains(name)) {
                        flaws.add(Flaw.UnknownMember);
                    }
                });
        return flaws;
    }

    private static SeededWorkload orders(WorkloadSettings settings) {
        return new SeededWorkload(settings, TemplateSource.orders());
    }

    private static byte[] body(Workload workload, long request) {
        var body = new BodyBuffer();
        workload.body(request, body);
        return Arrays.copyOf(body.array(), body.length());
    }
}
