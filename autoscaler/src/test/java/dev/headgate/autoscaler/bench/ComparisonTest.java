// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Path PAGE = Path.of("..", "docs", "autoscaling.md");

    private final Comparison comparison =
            new Comparison(
                    "tuning",
                    new MadeUp("a", "b")
                            .wasting(1, "SLO-fit", Family.SloFit, 0, 40, 1, 50)
                            .wasting(9, "KEDA 1 s", Family.Keda, 6, 90, 9, 90)
                            .wasting(8, "KEDA 5 s", Family.Keda, 8, 60, 4, 60)
                            .wasting(7, "Flink tuned", Family.Flink, 2, 50, 2, 60)
                            .attempt("static 1", Family.Static, 50, 20, 0, 20)
                            .attempt("static 2", Family.Static, 0, 70, 0, 70)
                            .attempt("static most", Family.Static, 0.1, 99, 0, 99)
                            .results());

    @Test
    void hasARowForEachAutoscalerButOneForStaticNumbers() {
        String page = written("totals");

        assertThat(page)
                .contains(
                        "| **SLO-fit** | 1.0 (1.0 to 1.0) | 90 (90 to 90) | 2.0 | 2.0 | 10 | 1.0 |",
                        "| KEDA 5 s | 12 (12 to 12) |",
                        "| KEDA with hindsight | 10 (10 to 10) | 150 (150 to 150) |",
                        "| static with hindsight | 0 (0 to 0) | 90 (90 to 90) |",
                        "| static most | 0.10 (0.10 to 0.10) | 198 (198 to 198) |",
                        "2 trials and the limited one; seeds: 1;")
                .doesNotContain("| static 1 |");
    }

    @Test
    void showsDifferencesOfSloFitFromTheBestOthers() {
        assertThat(written("differences"))
                .contains(
                        "| KEDA with hindsight | -9.0 (-9.0 to -9.0) | 0.60 (0.60 to 0.60) |",
                        "| Flink tuned | -3.0 (-3.0 to -3.0) | 0.82 (0.82 to 0.82) |");
    }

    @Test
    void showsDemandsThatAreHeld() {
        assertThat(written("gates"))
                .contains("| violation min: at most those of Flink tuned | held |")
                .doesNotContain("missed", "nobody");
        assertThat(comparison.gates()).allMatch(GateOutcome.Held.class::isInstance);
    }

    @Test
    void demandsNothingInTrialsThatNobodyCanKeep() {
        var other =
                new Comparison(
                        "tuning",
                        new MadeUp("a", "b")
                                .attempt("SLO-fit", Family.SloFit, 0, 40, 20, 500)
                                .attempt("KEDA 1 s", Family.Keda, 6, 90, 9, 90)
                                .attempt("Flink tuned", Family.Flink, 2, 50, 2, 60)
                                .attempt("static most", Family.Static, 0.1, 99, 0.2, 99)
                                .results());

        assertThat(other.gates()).allMatch(GateOutcome.Held.class::isInstance);
        assertThat(written(other, "gates")).contains("Without trials that nobody can keep: b.");
        assertThat(written(other, "totals")).contains("| **SLO-fit** | 20 (20 to 20) |");
        assertThat(other.keptTallies().getFirst().values(Measure.ReplicaHours)).containsExactly(40);
    }

    @Test
    void showsEachTrialAndWhoWasBestInIt() {
        assertThat(written("trials"))
                .contains(
                        "| a | 0 / 40 / 1.0 | 2.0 / 50 / 1.0 | 6.0 / 90 / 1.0: 1 s | 0 / 70 / 1.0: 2 |",
                        "| b | 1.0 / 50 / 1.0 | 2.0 / 60 / 1.0 | 4.0 / 60 / 1.0: 5 s | 0 / 20 / 1.0: 1 |");
    }

    @Test
    void hasItsPlacesInThePageForEachSet() throws IOException {
        String page = Files.readString(PAGE);
        Results results =
                new MadeUp("a")
                        .attempt("SLO-fit", Family.SloFit, 0, 1)
                        .attempt("KEDA 1 s", Family.Keda, 0, 1)
                        .attempt("Flink tuned", Family.Flink, 0, 1)
                        .attempt("static most", Family.Static, 0, 1)
                        .results();

        for (TrialSet set : TrialSet.ALL) {
            for (PageTable table : new Comparison(set.name(), results).tables()) {
                assertThat(table.in(page)).isNotEmpty();
            }
            assertThat(page).contains("images/autoscaling-pareto-" + set.name() + ".svg");
        }
    }

    private String written(String table) {
        return written(comparison, table);
    }

    private static String written(Comparison comparison, String table) {
        String page =
                "<!-- table of tuning %s, written by make scaling-bench -->\n<!-- end -->"
                        .formatted(table);
        for (PageTable each : comparison.tables()) {
            if (each.name().equals("tuning " + table)) {
                return each.in(page);
            }
        }
        throw new AssertionError("there is no table of " + table);
    }
}
