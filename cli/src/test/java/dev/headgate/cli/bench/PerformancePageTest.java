// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.cli.bench.BenchmarkResult.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {

    private static final String PAGE =
            """
            # Page

            Words before.

            <!-- table of ingest, written by make bench -->
            | old |
            <!-- end -->

            Words between $1 \\d.

            <!-- table of drain, written by make bench -->
            | kept |
            <!-- end -->
            """;

    private static final BenchmarkResult INGEST =
            new BenchmarkResult(
                    "ingest",
                    "2 cores.",
                    List.of(
                            new Line("no-op POST", 32, 59_656.4, null, 4.5, null, null, null),
                            new Line(
                                    "one event",
                                    32,
                                    17_902.0,
                                    null,
                                    6.63,
                                    0.3,
                                    "no-op POST",
                                    null)));

    @Test
    void replacesATableAndKeepsWordsAndOtherTables() {
        assertThat(PerformancePage.with(PAGE, List.of(INGEST)))
                .isEqualTo(
                        PAGE.replace(
                                "| old |\n",
                                """
                                | What | connections | per second | p99 ms | ratio | its limit |
                                |---|---:|---:|---:|---:|---|
                                | no-op POST | 32 | 59,656 | 4.5 |  |  |
                                | one event | 32 | 17,902 | 6.6 | 0.30 | no-op POST |

                                2 cores.
                                """));
    }

    @Test
    void givesTheSamePageWhenWrittenTwice() {
        String once = PerformancePage.with(PAGE, List.of(INGEST));
        assertThat(PerformancePage.with(once, List.of(INGEST))).isEqualTo(once);
    }

    @Test
    void refusesAResultThatThePageHasNoPlaceFor() {
        var unknown = new BenchmarkResult("unknown", "", List.of());
        assertThatThrownBy(() -> PerformancePage.with(PAGE, List.of(unknown)))
                .hasMessageContaining("no place for the table of unknown");
    }

    @Test
    void readsWhatABenchmarkWrote(@TempDir Path folder) throws IOException {
        INGEST.write(folder);
        assertThat(BenchmarkResult.read(folder.resolve("ingest.json"))).isEqualTo(INGEST);
    }

    @Test
    void thePageOfTheProjectHasAPlaceForEachBenchmark() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "performance.md"));
        for (String benchmark : List.of("ingest", "drain", "end-to-end", "generator")) {
            var result = new BenchmarkResult(benchmark, "Conditions.", INGEST.lines());
            assertThat(PerformancePage.with(page, List.of(result))).contains("Conditions.");
        }
    }
}
