// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run is judged by, and the page that it writes. */
class SoakResultTest {

    private static final String PAGE =
            """
            Words before.

            <!-- table of pipelines, written by make operator-soak -->
            | old |
            <!-- end -->

            Words after $1.
            """;

    @Test
    void growthInStepWithThePipelinesIsWell() {
        assertThat(result(500 << 20, 200, 40_000, List.of()).violations()).isEmpty();
    }

    @Test
    void eachThingThatGrowsFasterIsNamed() {
        assertThat(result(2_000L << 20, 200, 40_000, List.of()).violations())
                .singleElement()
                .asString()
                .startsWith("heap grew");
        assertThat(result(500 << 20, 2_000, 40_000, List.of()).violations())
                .singleElement()
                .asString()
                .startsWith("time of a change grew");
        assertThat(result(500 << 20, 200, 80_000, List.of()).violations())
                .singleElement()
                .asString()
                .startsWith("writes of one grew");
    }

    @Test
    void oneWriteAtRestIsOneTooMany() {
        assertThat(result(500 << 20, 200, 40_000, List.of("patch deployments a/b")).violations())
                .singleElement()
                .asString()
                .contains("1 writes", "patch deployments a/b");
    }

    @Test
    void thePageGetsTheTableAndKeepsItsWords() {
        String page = SoakPage.with(PAGE, result(500 << 20, 200, 40_000, List.of()));

        assertThat(page)
                .contains(
                        "| 1,000 | 900 | 90.0 | 1.0 | 2.0 | 200 | 400 | 44.4 | 3.3 | 500.0 |",
                        "Then 10.0 minutes in which nothing changed: 0 writes, 7 reads",
                        "Words before.",
                        "Words after $1.")
                .doesNotContain("| old |");
        assertThat(SoakPage.with(page, result(500 << 20, 200, 40_000, List.of()))).isEqualTo(page);
        assertThatThrownBy(() -> SoakPage.with("", result(1, 1, 1, List.of())))
                .hasMessageContaining("no place");
    }

    @Test
    void thePageOfTheProjectHasAPlaceForTheTable() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "operator-soak.md"));

        assertThat(SoakPage.with(page, result(500 << 20, 200, 40_000, List.of())))
                .contains("| 1,000 |");
    }

    private static SoakResult result(
            long heap, long changeMillis, long writes, List<String> atRest) {
        return new SoakResult(
                List.of(
                        line(100, 100, 4_000, 20, 60 << 20),
                        line(1_000, 900, writes, changeMillis, heap)),
                new SoakResult.Rest(10, 7, atRest, 1.5),
                "Here.");
    }

    private static SoakResult.Line line(
            int pipelines, int added, long writes, long changeMillis, long heap) {
        return new SoakResult.Line(
                pipelines,
                added,
                added / 10.0,
                3_000,
                writes,
                1_000,
                2_000,
                changeMillis,
                2 * changeMillis,
                heap,
                Map.of());
    }
}
