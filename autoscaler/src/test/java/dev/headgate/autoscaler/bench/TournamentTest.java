// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TournamentTest {

    private static final List<Contestant> THREE =
            List.of(
                    Contestants.named("SLO-fit"),
                    Contestants.named("KEDA 5 s"),
                    Contestants.named("static 4"));
    private static final List<Long> SEEDS = List.of(7L, 8L);

    private final List<String> progress = new ArrayList<>();

    @Test
    void hasTheSameResultsOnOneThreadAndOnFour() throws InterruptedException {
        Results one = run(1);
        List<String> told = List.copyOf(progress);
        progress.clear();
        Results four = run(4);

        assertThat(four.contestants()).isEqualTo(one.contestants()).hasSize(3);
        assertThat(four.trials()).containsExactly("even", "more");
        assertThat(four.seeds()).isEqualTo(SEEDS);
        for (Contestant each : THREE) {
            assertThat(four.tally(each.name())).isEqualTo(one.tally(each.name()));
        }
        assertThat(progress).isEqualTo(told);
    }

    @Test
    void runsSeedsThatDiffer() throws InterruptedException {
        Tally tally = run(2).tally("KEDA 5 s");

        assertThat(tally.seeds().getFirst()).isNotEqualTo(tally.seeds().getLast());
    }

    @Test
    void tellsOfEachContestantThatIsThrough() throws InterruptedException {
        run(2);

        assertThat(progress).hasSize(6);
        assertThat(progress.getLast())
                .startsWith("tiny, 6 of 6: static 4, seed 8: ")
                .endsWith(" violation minutes, 1.3 replica-hours");
    }

    @Test
    void failsWithAContestant() {
        var broken =
                new Contestant(
                        "broken",
                        Family.Static,
                        _ -> {
                            throw new UnsupportedOperationException("broken");
                        });

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        new Tournament(List.of(broken), 2, progress::add).run(MadeUp.set(), SEEDS))
                .withMessage("a contestant failed in tiny")
                .withRootCauseInstanceOf(UnsupportedOperationException.class);
    }

    private Results run(int threads) throws InterruptedException {
        return new Tournament(THREE, threads, progress::add).run(MadeUp.set(), SEEDS);
    }
}
