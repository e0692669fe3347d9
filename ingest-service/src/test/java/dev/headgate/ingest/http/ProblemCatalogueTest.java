// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page for people says exactly what the code does. */
class ProblemCatalogueTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "problems.md");

    @Test
    void listsEveryProblemAsTheCodeHasIt() throws IOException {
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2)))
                        .map(String::strip)
                        .toList();

        List<String> expected =
                Arrays.stream(ProblemType.values())
                        .map(type ->
                                "| `%s` | %d | %s | %s"
                                        .formatted(
                                                type.slug(),
                                                type.status().code(),
                                                type.repeat().words(),
                                                type.title()))
                        .toList();
        assertThat(rows).isEqualTo(expected);
    }
}
