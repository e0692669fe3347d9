// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoPictureTest {

    private static final List<Tally> TALLIES =
            List.of(
                    MadeUp.tally("SLO-fit", Family.SloFit, 0, 400, 1),
                    MadeUp.tally("KEDA 1 s", Family.Keda, 12, 600, 1),
                    MadeUp.tally("KEDA 5 s", Family.Keda, 300, 350, 1),
                    MadeUp.tally("KEDA 10 s", Family.Keda, 300, 360, 1),
                    MadeUp.tally("Flink tuned", Family.Flink, 20, 410, 1),
                    MadeUp.tally("static 1", Family.Static, 4_000, 60, 1),
                    new Tally(
                            "KEDA <best>",
                            Family.Keda,
                            true,
                            List.of(
                                    new Totals(0, 100, 1, 0, 0, 0),
                                    new Totals(4, 90, 1, 0, 0, 0))));

    @Test
    void hasAMarkForEachContestantAndAKeyForEachFamily() throws Exception {
        Drawing drawing = Drawing.of(ParetoPicture.of("Title", TALLIES));

        assertThat(drawing.count("mark")).isEqualTo(7);
        assertThat(drawing.count("key")).isEqualTo(4);
        assertThat(drawing.count("front")).isEqualTo(1);
        // two for each of SLO-fit, Flink and KEDA with hindsight
        assertThat(drawing.count("whisker")).isEqualTo(6);
    }

    @Test
    void loadsNothingAndRunsNothing() {
        assertThat(ParetoPicture.of("Title", TALLIES))
                .doesNotContain("NaN", "<script", "href", "url(", "@import")
                .contains("KEDA &lt;best&gt;");
    }

    @Test
    void frontIsOfThoseThatNoOtherBeats() {
        assertThat(ParetoPicture.front(TALLIES))
                .extracting(Tally::name)
                .containsExactly("static 1", "KEDA 5 s", "SLO-fit");
    }

    @Test
    void showsThatNothingWasEverBroken() throws Exception {
        var nothing = List.of(MadeUp.tally("SLO-fit", Family.SloFit, 0, 0, 0));

        assertThat(Drawing.of(ParetoPicture.of("Title", nothing)).count("mark")).isEqualTo(1);
    }
}
