// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.headgate.autoscaler.baseline.StaticCount;
import dev.headgate.autoscaler.plant.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final Results results =
            new MadeUp("a", "b")
                    .wasting(7, "one", Family.Flink, 1, 10, 2, 20)
                    .wasting(9, "one", Family.Flink, 3, 30, 4, 40)
                    .attempt("two", Family.Static, 5, 50, 6, 60)
                    .attempt("two", Family.Static, 7, 70, 8, 80)
                    .results();

    @Test
    void addsUpTrialsForEachSeedWithoutTheLimitedOne() {
        Tally one = results.tally("one");

        assertThat(one.values(Measure.ViolationMinutes)).containsExactly(3, 7);
        assertThat(one.values(Measure.ReplicaHours)).containsExactly(30, 70);
        assertThat(one.values(Measure.Actions)).containsExactly(2, 2);
        assertThat(one.values(Measure.Reversals)).containsExactly(2, 2);
        assertThat(one.mean(Measure.ReplicaHours)).isEqualTo(50);
        assertThat(one.hindsight()).isFalse();
    }

    @Test
    void takesTheWorstTrialForTheAge() {
        // ten seconds of age for each minute
        assertThat(results.tally("one").values(Measure.P99AgeSeconds)).containsExactly(20, 40);
    }

    @Test
    void countsWasteOfTheLimitedTrialOnly() {
        assertThat(results.tally("one").values(Measure.WastedHours)).containsExactly(7, 9);
        assertThat(results.meanWaste("one")).isEqualTo(8);
    }

    @Test
    void averagesATrialOverSeeds() {
        assertThat(results.mean("two", "b", Score::replicaHours)).isEqualTo(70);
    }

    @Test
    void leaveOutTrials() {
        Results one = results.only(List.of("b"));

        assertThat(one.trials()).containsExactly("b");
        assertThat(one.tally("one").values(Measure.ViolationMinutes)).containsExactly(2, 4);
        assertThat(one.tally("one").values(Measure.WastedHours)).containsExactly(7, 9);
    }

    @Test
    void knowsWhoTookPart() {
        assertThat(results.contestants()).containsExactly("one", "two");
        assertThat(results.contestants(Family.Static)).containsExactly("two");
        assertThatNullPointerException()
                .isThrownBy(() -> results.tally("three"))
                .withMessage("three has not been tried");
    }

    @Test
    void addsUpWhatAChoiceHadInEachTrial() {
        Tally chosen =
                results.tally(
                        new Choice("best", Family.Keda, Map.of("a", "two", "b", "one"), "one"));

        assertThat(chosen.values(Measure.ViolationMinutes)).containsExactly(7, 11);
        assertThat(chosen.values(Measure.ReplicaHours)).containsExactly(70, 110);
        assertThat(chosen.values(Measure.WastedHours)).containsExactly(7, 9);
        assertThat(chosen.hindsight()).isTrue();
    }

    @Test
    void refuseContestantsWithOtherSeeds() {
        var uneven =
                new MadeUp("a")
                        .attempt("one", Family.Flink, 1, 1)
                        .attempt("one", Family.Flink, 1, 1)
                        .attempt("two", Family.Flink, 1, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(uneven::results)
                .withMessage("two was not tried in the same trials with the same seeds");
    }

    @Test
    void refuseContestantsWithOtherTrials() {
        Attempt one = attempt("one", "a");
        Attempt two = attempt("two", "b");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Results(List.of(one, two)))
                .withMessage("two was not tried in the same trials with the same seeds");
    }

    @Test
    void refuseTrialsOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(new MadeUp("a", "a").attempt("one", Family.Flink, 1, 1, 1, 1)::results)
                .withMessage("two trials have one name: [a, a]");
        assertThatIllegalArgumentException().isThrownBy(() -> new Results(List.of()));
    }

    private static Attempt attempt(String contestant, String trial) {
        var outcome = new Outcome(trial, MadeUp.score(1, 1, 1), 0);
        return new Attempt(
                new Contestant(contestant, Family.Static, _ -> new StaticCount(1)),
                1,
                List.of(outcome),
                outcome);
    }
}
