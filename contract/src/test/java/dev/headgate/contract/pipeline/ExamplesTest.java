// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.PipelineReading.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads each file in {@code examples/} as a user's machine would. */
class ExamplesTest {

    private static final Path FOLDER = Path.of("../examples");

    @Test
    void everyExampleIsValid() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> pipelines =
                    files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
            assertThat(pipelines).hasSizeGreaterThanOrEqualTo(2);
            assertThat(pipelines)
                    .allSatisfy(
                            file -> assertThat(PipelineFile.read(file)).isInstanceOf(Valid.class));
        }
    }

    @Test
    void theMinimalPipelineHasAtMostFifteenLines() throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve("01-minimal.yaml"))).hasSizeLessThan(16);
    }
}
