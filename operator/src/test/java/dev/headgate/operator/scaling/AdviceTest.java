// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.Decision.Constraint;
import dev.headgate.autoscaler.Decision.Inputs;
import dev.headgate.autoscaler.Decision.Needs;
import dev.headgate.autoscaler.Decision.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {

    @Test
    void moreAreAdvisedAtOnceAndFewerOnceTheyHaveBeenEnoughForMinutes() {
        Advice four = Advice.NONE.next(0, needs(2)).next(10, needs(4));

        assertThat(four.replicas()).isEqualTo(4);
        assertThat(four.next(100, needs(2)).replicas()).isEqualTo(4);
        assertThat(four.next(100, needs(4)).next(200, needs(2)).replicas()).isEqualTo(4);
        assertThat(four.next(200, needs(2)).replicas()).isEqualTo(2);
    }

    @Test
    void whileNobodyKnowsWhatIsNeededItIsWhatWouldBeDone() {
        assertThat(Advice.NONE.next(0, decision(3, Needs.NONE)).replicas()).isEqualTo(3);
    }

    private static Decision needs(int replicas) {
        return decision(1, new Needs(replicas, replicas, Constraint.Mean));
    }

    private static Decision decision(int replicas, Needs needs) {
        return new Decision(
                replicas,
                1,
                Reason.Steady,
                new Inputs(1, 0, 0, 1, 1, 1, 1),
                needs,
                List.of(),
                List.of());
    }
}
