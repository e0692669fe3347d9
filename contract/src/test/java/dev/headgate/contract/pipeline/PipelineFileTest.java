// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.headgate.contract.pipeline.PipelineReading.Invalid;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Reads each file of the golden folder and compares the violations with the text beside it. */
class PipelineFileTest {

    private static final Path FOLDER = Path.of("src/test/resources/pipeline");
    private static final String MINIMAL =
            """
            apiVersion: headgate.dev/v1alpha1
            kind: IngestionPipeline
            metadata:
              name: orders
            spec:
              topics:
                - name: orders
            """;

    @TestFactory
    Stream<DynamicTest> refusesEachInvalidFileWithExactlyTheseViolations() throws IOException {
        List<Path> files = files("invalid-");
        assertThat(files).hasSizeGreaterThanOrEqualTo(20);
        return files.stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> refuses(file)));
    }

    @TestFactory
    Stream<DynamicTest> acceptsEachValidFile() throws IOException {
        return files("valid-").stream()
                .map(file ->
                        dynamicTest(
                                file.getFileName().toString(),
                                () ->
                                        assertThat(PipelineFile.read(file))
                                                .isInstanceOf(Valid.class)));
    }

    @Test
    void fillsInExactlyTheseDefaults() {
        assertThat(PipelineFile.parse("minimal.yaml", MINIMAL))
                .isEqualTo(
                        new Valid(
                                new IngestionPipeline(
                                        "headgate.dev/v1alpha1",
                                        "IngestionPipeline",
                                        new PipelineMetadata("orders", "default"),
                                        new PipelineSpec(
                                                List.of(defaultTopic()),
                                                new IngestSpec(
                                                        2,
                                                        null,
                                                        524_288,
                                                        1_000,
                                                        4_194_304,
                                                        5_000,
                                                        false,
                                                        null,
                                                        null,
                                                        null,
                                                        List.of(),
                                                        List.of(),
                                                        PodSettings.NONE),
                                                new ConsumerSpec(
                                                        60,
                                                        1,
                                                        null,
                                                        1,
                                                        new ScalingSpec(ScalingMode.Auto),
                                                        StartFrom.Earliest,
                                                        Deduplicate.ByEventId,
                                                        168,
                                                        PodSettings.NONE),
                                                null,
                                                null,
                                                false,
                                                UpdateStrategy.Automatic))));
    }

    @Test
    void readsEveryField() {
        assertThat(PipelineFile.read(FOLDER.resolve("valid-everything.yaml")))
                .isEqualTo(
                        new Valid(
                                new IngestionPipeline(
                                        "headgate.dev/v1alpha1",
                                        "IngestionPipeline",
                                        new PipelineMetadata("shop", "sales"),
                                        new PipelineSpec(
                                                List.of(
                                                        ordersTopic(),
                                                        new TopicSpec(
                                                                "clicks",
                                                                List.of("*"),
                                                                PartitionBy.None,
                                                                24,
                                                                null,
                                                                24)),
                                                new IngestSpec(
                                                        3,
                                                        new IngestAutoscaling(3, 9, 60),
                                                        65_536,
                                                        500,
                                                        1_048_576,
                                                        2_500,
                                                        true,
                                                        new IngestConnections(20_000, 30, 5),
                                                        callers(),
                                                        tls(),
                                                        webhooks(),
                                                        schemas(),
                                                        ingestPod()),
                                                new ConsumerSpec(
                                                        10,
                                                        2,
                                                        8,
                                                        4,
                                                        new ScalingSpec(ScalingMode.Recommend),
                                                        StartFrom.Latest,
                                                        Deduplicate.Never,
                                                        24,
                                                        consumerPod()),
                                                kafka(),
                                                new DatabaseConnection(
                                                        new SecretReference("orders-database")),
                                                true,
                                                UpdateStrategy.Manual))));
    }

    private static TopicSpec defaultTopic() {
        return new TopicSpec(
                "orders",
                List.of("*"),
                PartitionBy.Key,
                12,
                null,
                PartitionGrowth.Manual,
                null,
                168,
                Map.of(),
                DeletionPolicy.Retain,
                OnUnreachable.Abandon);
    }

    private static TopicSpec ordersTopic() {
        return new TopicSpec(
                "orders",
                List.of("order.*", "refund.created"),
                PartitionBy.Key,
                6,
                24,
                PartitionGrowth.DrainThenGrow,
                3,
                720,
                Map.of("compression.type", "zstd", "segment.bytes", "268435456"),
                DeletionPolicy.Delete,
                OnUnreachable.Block);
    }

    private static IngestCallers callers() {
        return new IngestCallers(
                new SecretReference("shop-callers"),
                new CallerTokens(
                        "https://login.example.com/",
                        "headgate",
                        "https://login.example.com:8443/.well-known/jwks.json",
                        new SecretReference("login-authorities"),
                        List.of(CallerTokens.Algorithm.ES256, CallerTokens.Algorithm.RS512),
                        "client_id",
                        CallerTokens.Unlisted.Accept));
    }

    private static IngestTls tls() {
        return new IngestTls(
                new SecretReference("shop-tls"),
                IngestTls.ClientAuth.Optional,
                new SecretReference("clients-authorities"));
    }

    private static List<IngestWebhook> webhooks() {
        return List.of(
                new IngestWebhook(
                        "pay",
                        IngestWebhook.Signature.Standard,
                        new SecretReference("shop-webhooks"),
                        "pay.example.com",
                        "pay.",
                        null,
                        "type",
                        600),
                new IngestWebhook(
                        "github",
                        IngestWebhook.Signature.GitHub,
                        new SecretReference("shop-webhooks"),
                        null,
                        "github.",
                        "X-GitHub-Event",
                        null,
                        300));
    }

    private static List<DataSchema> schemas() {
        return List.of(
                new DataSchema(
                        List.of("order.*", "refund.created"),
                        new ConfigMapKey("shop-schemas", "order.json"),
                        DataSchema.Mode.Enforce),
                new DataSchema(
                        List.of("click"),
                        new ConfigMapKey("shop-schemas", "click.json"),
                        DataSchema.Mode.Warn));
    }

    private static PodSettings ingestPod() {
        return new PodSettings(
                "registry.example.com/headgate/ingest:1.2.3",
                new PodResources(
                        new ResourceAmounts("500m", "512Mi"), new ResourceAmounts("2", "1Gi")),
                Map.of("kubernetes.io/arch", "amd64"),
                List.of(
                        new PodToleration(
                                "dedicated",
                                PodToleration.Operator.Equal,
                                "ingest",
                                PodToleration.Effect.NoExecute,
                                30)),
                Map.of("team", "sales"),
                Map.of("example.com/contact", "sales, 2nd floor"),
                List.of(new EnvironmentVariable("TZ", "Europe/Berlin")));
    }

    private static PodSettings consumerPod() {
        return new PodSettings(
                null,
                null,
                Map.of(),
                List.of(new PodToleration(null, PodToleration.Operator.Exists, null, null, null)),
                Map.of(),
                Map.of(),
                List.of());
    }

    private static KafkaConnection kafka() {
        return new KafkaConnection(
                "kafka-0.example.com:9093,kafka-1.example.com:9093",
                new KafkaTls(
                        new SecretReference("kafka-authorities"),
                        new SecretReference("kafka-client")),
                new KafkaAuthentication(
                        new ScramLogin(
                                ScramLogin.Mechanism.ScramSha256,
                                new SecretReference("kafka-login")),
                        null));
    }

    /** Kubernetes' YAML readers take words such as off and yes for true or false. */
    @Test
    void noWordOfAnEnumIsTakenForAnythingElse() {
        List<FieldRules> enums =
                Stream.of(
                                TopicSpec.class,
                                CallerTokens.class,
                                IngestTls.class,
                                IngestWebhook.class,
                                DataSchema.class,
                                ConsumerSpec.class,
                                ScalingSpec.class,
                                PipelineSpec.class)
                        .flatMap(type -> FieldRules.of(type).stream())
                        .filter(field -> field.type().isEnum())
                        .toList();
        assertThat(enums).hasSizeGreaterThanOrEqualTo(11);
        assertThat(enums.stream().flatMap(field -> field.choices().stream()))
                .allSatisfy(
                        word -> assertThat(new Yaml().<Object>load(word)).as(word).isEqualTo(word));
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThat(violations(PipelineFile.read(Path.of("no-such.yaml"))))
                .isEqualTo("no-such.yaml:1: there is no such file");
    }

    @Test
    void namesAFolder(@TempDir Path folder) {
        assertThat(violations(PipelineFile.read(folder)))
                .isEqualTo(folder + ":1: is a folder, not a pipeline file");
    }

    @Test
    void refusesBytesThatAreNotText(@TempDir Path folder) throws IOException {
        Path file =
                Files.write(
                        folder.resolve("latin1.yaml"),
                        "name: Größe".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(violations(PipelineFile.read(file))).isEqualTo(file + ":1: is not UTF-8 text");
    }

    @Test
    void refusesAFileThatIsTooBig(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("big.yaml"), "#".repeat(1_048_577));
        assertThat(violations(PipelineFile.read(file)))
                .isEqualTo(file + ":1: is larger than 1048576 bytes");
    }

    @Test
    void showsAHundredViolationsAndHowManyMore() {
        String unknown =
                IntStream.range(0, 250)
                        .mapToObj(i -> "field%03d: 1\n".formatted(i))
                        .collect(Collectors.joining());
        assertThat(PipelineFile.parse("many.yaml", MINIMAL + unknown))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> {
                            assertThat(invalid.violations()).hasSize(101);
                            assertThat(invalid.violations().getLast().message())
                                    .isEqualTo("150 further violations are not shown");
                        });
    }

    private static void refuses(Path file) throws IOException {
        String name = file.getFileName().toString();
        PipelineReading reading = PipelineFile.parse(name, Files.readString(file));
        Path expected = FOLDER.resolve(name.replaceFirst("\\.(yaml|json)$", ".txt"));
        assertThat(violations(reading) + "\n").isEqualTo(Files.readString(expected));
    }

    private static String violations(PipelineReading reading) {
        return switch (reading) {
            case Valid(IngestionPipeline pipeline) -> "valid: " + pipeline;
            case Invalid(List<Violation> violations) ->
                    violations.stream().map(Violation::toString).collect(Collectors.joining("\n"));
        };
    }

    private static List<Path> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> !file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }
}
