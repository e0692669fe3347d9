// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static java.util.stream.Collectors.toMap;

import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Invalid;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.operator.connection.PipelineConnections;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.setting.SettingsFixture;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with a pipeline and the children that it is to have. */
record DesiredCase(Path folder) {

    static final String UID = "11111111-2222-3333-4444-555555555555";

    private static final Path CASES = Path.of("src/test/resources/desired");
    private static final Monitoring MONITORED =
            new Monitoring(true, true, Map.of("release", "prometheus"));
    private static final TokenReference TOKEN = new TokenReference("for-people", "api-token");
    private static final KafkaConnection KAFKA =
            new KafkaConnection("kafka-0.kafka:9092,kafka-1.kafka:9092", null, null);

    static Stream<DesiredCase> all() {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().map(DesiredCase::new).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DesiredCase of(String name) {
        return new DesiredCase(CASES.resolve(name));
    }

    /** The pipeline as the API server would have it. */
    PipelineResource pipeline() {
        IngestionPipeline file = file();
        var pipeline = new PipelineResource();
        pipeline.setMetadata(
                new ObjectMetaBuilder()
                        .withName(file.metadata().name())
                        .withNamespace(file.metadata().namespace())
                        .withUid(UID)
                        .withGeneration(1L)
                        .build());
        pipeline.setSpec(file.spec());
        return pipeline;
    }

    private IngestionPipeline file() {
        return switch (PipelineFile.read(folder.resolve("in-pipeline.yaml"))) {
            case Valid(IngestionPipeline pipeline) -> pipeline;
            case Invalid(var violations) -> throw new IllegalArgumentException("" + violations);
        };
    }

    WorkloadScope scope() {
        WorkloadSettings settings = SettingsFixture.workloads("1.0.0");
        return scope(
                pipeline(),
                switch (toString()) {
                    case "idle", "monitoring" -> settings.with(MONITORED);
                    case "dead-letter-token" -> settings.with(TOKEN);
                    default -> settings;
                });
    }

    static WorkloadScope scope(PipelineResource pipeline, WorkloadSettings settings) {
        PipelineConnections connections =
                PipelineConnections.of(
                        pipeline.getSpec(), SettingsFixture.settings(Set.of(), KAFKA));
        return new WorkloadScope(
                pipeline,
                connections.kafka().orElseThrow(),
                connections.databaseSecret(),
                settings);
    }

    /** What is wanted, by the name of the file that says so. */
    SortedMap<String, String> wanted() {
        return PipelineWorkloads.desired(scope()).stream()
                .collect(
                        toMap(
                                DesiredCase::fileName,
                                Serialization::asYaml,
                                (first, second) -> first + second,
                                TreeMap::new));
    }

    /** What the folder says. */
    SortedMap<String, String> said() {
        var said = new TreeMap<String, String>();
        outFiles().forEach(file -> said.put(file.getFileName().toString(), read(file)));
        return said;
    }

    void write() {
        try {
            for (Path file : outFiles()) {
                Files.delete(file);
            }
            for (Map.Entry<String, String> child : wanted().entrySet()) {
                Files.writeString(folder.resolve(child.getKey()), child.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> outFiles() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("out-")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fileName(HasMetadata child) {
        return "out-%s-%s.yaml"
                .formatted(
                        child.getKind().toLowerCase(Locale.ROOT),
                        child.getMetadata().getLabels().get("app.kubernetes.io/component"));
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
