// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.plant.Disturbance;
import dev.headgate.autoscaler.plant.Moment;
import dev.headgate.autoscaler.trace.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Trial EVEN = MadeUp.trial("even", 1_000, List.of());

    @Test
    void hasArrivalsThatDoNotDependOnTheContestant() {
        assertThat(backlogAfterTheFirstSecond("static 2"))
                .isEqualTo(backlogAfterTheFirstSecond("SLO-fit"));
    }

    @Test
    void hasOtherChanceInAnotherTrialAndForAnotherSeed() {
        long seed = Outcome.runSeed(EVEN, 1);

        assertThat(Outcome.runSeed(MadeUp.trial("other", 1_000, List.of()), 1)).isNotEqualTo(seed);
        assertThat(Outcome.runSeed(EVEN, 2)).isNotEqualTo(seed);
        assertThat(Outcome.runSeed(MadeUp.trial("even", 1, List.of()), 1)).isEqualTo(seed);
    }

    @Test
    void wastesReplicasBeyondThoseThatReachTheBound() {
        // 2,500 records a second: three replicas reach that, and it holds from second 100 to 300.
        var waste =
                new Waste(
                        MadeUp.trial(
                                "limited",
                                5_000,
                                List.of(new Disturbance.Downstream(100, 300, 2_500, true))));
        for (int second = 0; second < 600; second++) {
            waste.accept(new Moment(second, 0, 0, 0, 0, second < 200 || second >= 300 ? 5 : 2));
        }

        // two too many for 100 s
        assertThat(waste.hours()).isEqualTo(200 / 3_600.0);
    }

    @Test
    void wastesNothingWhereNothingIsBounded() {
        assertThat(Outcome.of(Contestants.named("static 12"), EVEN, 1).wastedHours()).isZero();
    }

    private static long backlogAfterTheFirstSecond(String contestant) {
        return Timeline.of(Contestants.named(contestant), MadeUp.trial("even", 9_000, List.of()), 5)
                .moments()
                .getFirst()
                .lag();
    }
}
