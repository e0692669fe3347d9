// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading;
import dev.headgate.contract.pipeline.Violation;
import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** One rule, one home, two readers: the API server and the file's reader say the same. */
@ExtendWith(SharedCluster.class)
class PipelineRulesIT {

    private static final int CASES_MIN = 80;
    private static final Path EXAMPLES = Path.of("../examples");

    @TestFactory
    Stream<DynamicTest> theApiServerJudgesEachFileAsItsHeadSays(KubeApiServer server) {
        var api = new PipelineApi(server.client(), server.namespace("rules"));
        List<PipelineCase> cases = PipelineCase.all();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(CASES_MIN);
        return cases.stream()
                .map(each ->
                        dynamicTest(
                                each.name(),
                                () -> assertThat(api.write(each)).isEqualTo(each.refusals())));
    }

    @TestFactory
    Stream<DynamicTest> theReaderAgreesOnWhatIsNoChange() {
        return PipelineCase.all().stream()
                .filter(each -> !each.isChange())
                .map(each ->
                        dynamicTest(
                                each.name(),
                                () ->
                                        assertThat(paths(each.documents().getFirst()))
                                                .isEqualTo(expected(each))));
    }

    /** Only what a pipeline was before can be wrong with a change. */
    @TestFactory
    Stream<DynamicTest> theReaderTakesEachStateOfAChange() {
        return PipelineCase.all().stream()
                .filter(PipelineCase::isChange)
                .map(each ->
                        dynamicTest(
                                each.name(),
                                () ->
                                        assertThat(each.pipelines())
                                                .allSatisfy(text ->
                                                        assertThat(paths(text)).isEmpty())));
    }

    @Test
    void whereTheReaderIsMoreExactItIsWithinWhatTheServerNames() {
        assertThat(PipelineCase.all())
                .allSatisfy(each ->
                        assertThat(each.readerPath())
                                .startsWith(
                                        each.refusals().stream()
                                                .map(Refusal::path)
                                                .findFirst()
                                                .orElse("")));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsTaken(KubeApiServer server) throws IOException {
        var api = new PipelineApi(server.client(), server.namespace("examples"));
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> examples =
                    files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
            assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
            return examples.stream()
                    .map(file ->
                            dynamicTest(
                                    file.toString(),
                                    () -> assertThat(api.write(of(file))).isEmpty()));
        }
    }

    private static PipelineCase of(Path file) throws IOException {
        return new PipelineCase(file.toString(), List.of(Files.readString(file)), List.of(), "");
    }

    /** The cost of a rule must not make a pipeline invalid that keeps to every limit. */
    @Test
    void aPipelineAtEveryLimitIsTaken(KubeApiServer server) {
        String topics =
                IntStream.range(0, 32)
                        .mapToObj(PipelineRulesIT::largestTopic)
                        .collect(Collectors.joining());
        String text =
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata:
                  name: largest
                spec:
                  topics:
                """
                        + topics
                        + largestIngest();
        assertThat(paths(text)).isEmpty();
        var largest = new PipelineCase("largest", List.of(text, text), List.of(), "");
        assertThat(new PipelineApi(server.client(), server.namespace("limits")).write(largest))
                .isEmpty();
    }

    private static String largestTopic(int index) {
        String types =
                IntStream.range(0, 32)
                        .mapToObj(type -> filled("t%02d.e%02d.".formatted(index, type), 255) + "*")
                        .collect(Collectors.joining("\", \"", "[\"", "\"]"));
        String configs =
                IntStream.range(0, 32)
                        .mapToObj(config ->
                                filled("c%02d".formatted(config), 128) + ": " + filled("v", 200))
                        .collect(Collectors.joining(", ", "{", "}"));
        return "    - {name: %s, eventTypes: %s, configs: %s, partitions: 1000, maxPartitions: 1000}%n"
                .formatted(filled("t%02d".formatted(index), 241), types, configs);
    }

    private static String largestIngest() {
        String webhooks =
                IntStream.range(0, 32)
                        .mapToObj(webhook ->
                                "      - {name: %s, secretRef: {name: %s}, eventType: %s}%n"
                                        .formatted(
                                                filled("w%02d".formatted(webhook), 63),
                                                filled("secret", 253),
                                                filled("paid", 256)))
                        .collect(Collectors.joining());
        String schemas =
                IntStream.range(0, 32)
                        .mapToObj(schema ->
                                "      - {eventTypes: [%s], configMapRef: {name: %s, key: %s}}%n"
                                        .formatted(
                                                IntStream.range(0, 16)
                                                        .mapToObj(type ->
                                                                filled(
                                                                        "s%02d.e%02d"
                                                                                .formatted(
                                                                                        schema,
                                                                                        type),
                                                                        256))
                                                        .collect(Collectors.joining(", ")),
                                                filled("schemas", 253),
                                                filled("key", 253)))
                        .collect(Collectors.joining());
        return "  ingest:%n    webhooks:%n%s    schemas:%n%s".formatted(webhooks, schemas);
    }

    private static String filled(String begin, int length) {
        return begin + "x".repeat(length - begin.length());
    }

    private static List<String> expected(PipelineCase each) {
        return each.refusals().isEmpty() ? List.of() : List.of(each.readerPath());
    }

    private static List<String> paths(String text) {
        return switch (PipelineFile.parse("case.yaml", text)) {
            case PipelineReading.Valid _ -> List.of();
            case PipelineReading.Invalid(List<Violation> violations) ->
                    violations.stream().map(Violation::path).distinct().toList();
        };
    }
}
