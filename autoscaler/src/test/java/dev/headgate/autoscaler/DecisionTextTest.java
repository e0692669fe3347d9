// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Decision.Constraint;
import dev.headgate.autoscaler.Decision.Inputs;
import dev.headgate.autoscaler.Decision.Needs;
import dev.headgate.autoscaler.Decision.Reason;
import dev.headgate.autoscaler.Finding.PartitionGrowthRecommended;
import dev.headgate.autoscaler.Finding.PartitionGrowthRecommended.Shortage;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTextTest {

    private static final Inputs KNOWN = new Inputs(1_250, 3_400, 3.24, 400, 0.83, 12, 2);
    private static final Inputs UNKNOWN =
            new Inputs(
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN);

    @Test
    void figuresAreRoundedAndThoseThatNobodyKnowsAreLeftOut() {
        assertThat(DecisionText.figures(decision(Reason.More, Constraint.Mean, KNOWN)))
                .isEqualTo(
                        "1,250 records/s come in, 3,400 wait, the oldest for 3.2 s, one consumer"
                                + " settles 400/s, consumers are busy for 83 % of the time, a new"
                                + " one works after 12 s");
        assertThat(DecisionText.figures(decision(Reason.KafkaSilent, Constraint.Mean, UNKNOWN)))
                .isEqualTo("nothing was known");
    }

    @Test
    void everyReasonHasWordsOfItsOwn() {
        var words = new HashSet<String>();
        for (Reason reason : Reason.values()) {
            words.add(DecisionText.why(decision(reason, Constraint.Mean, KNOWN)));
        }
        assertThat(words).hasSameSizeAs(Reason.values());
    }

    @Test
    void moreAreExplainedByWhatKeepsFewerFromBeingEnough() {
        var words = new HashSet<String>();
        for (Constraint constraint : Constraint.values()) {
            words.add(DecisionText.why(decision(Reason.More, constraint, KNOWN)));
        }
        assertThat(words).hasSameSizeAs(Constraint.values());
    }

    @Test
    void findingsNameWhatIsFoundAndSayWhatToDo() {
        var partition = new PartitionKey("orders", 3);

        assertThat(DecisionText.finding(new Finding.PartitionStalled(partition, "a", 90, 7)))
                .contains("orders-3")
                .contains("consumer a");
        assertThat(DecisionText.finding(new Finding.HotPartition(partition, 0.5, 900)))
                .contains("orders-3")
                .contains("spread its keys");
        assertThat(DecisionText.finding(new Finding.DownstreamSaturated(900, 4)))
                .contains("there are 4")
                .contains("PostgreSQL");
        assertThat(
                        DecisionText.finding(
                                new PartitionGrowthRecommended(
                                        24, Shortage.HotPartition, partition)))
                .startsWith("24 partitions")
                .contains("orders-3");
        assertThat(DecisionText.finding(new Finding.ZeroRefused("7 records are parked")))
                .contains("7 records are parked");
        assertThat(DecisionText.finding(new Finding.MetricsStale(200))).contains("Kafka");
    }

    private static Decision decision(Reason reason, Constraint constraint, Inputs inputs) {
        return new Decision(
                2, 1, reason, inputs, new Needs(2, 2, constraint), List.of(), List.of());
    }
}
