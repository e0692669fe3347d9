// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares rendered settings with the golden files in {@code src/test/resources/settings}. */
class SettingsRenderingTest {

    private static final Connections CONNECTIONS =
            new Connections(
                    "kafka:9092", "jdbc:postgresql://db:5432/headgate", "headgate", "s3cret");

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything"})
    void rendersIngestSettings(String pipeline) throws IOException {
        assertThat(lines(SettingsRendering.ingest(read(pipeline), CONNECTIONS)))
                .isEqualTo(golden(pipeline + "-ingest.properties"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything"})
    void rendersConsumerSettings(String pipeline) throws IOException {
        assertThat(lines(SettingsRendering.consumer(read(pipeline), CONNECTIONS)))
                .isEqualTo(golden(pipeline + "-consumer.properties"));
    }

    @Test
    void neverRendersThePassword() {
        IngestionPipeline pipeline = read("everything");
        assertThat(SettingsRendering.consumer(pipeline, CONNECTIONS).values())
                .noneMatch(value -> value.contains("s3cret"));
        assertThat(SettingsRendering.ingest(pipeline, CONNECTIONS).values())
                .noneMatch(value -> value.contains("s3cret"));
    }

    private static IngestionPipeline read(String name) {
        Path file = Path.of("src/test/resources/pipeline/valid-" + name + ".yaml");
        assertThat(PipelineFile.read(file)).isInstanceOf(Valid.class);
        return ((Valid) PipelineFile.read(file)).pipeline();
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String golden(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/settings").resolve(name));
    }
}
