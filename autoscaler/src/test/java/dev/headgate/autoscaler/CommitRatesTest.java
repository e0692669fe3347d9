// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitRatesTest {

    private final List<PartitionSight> sights = new ArrayList<>();
    private final Map<PartitionKey, PartitionMemory> before = new HashMap<>();

    /** Ten seconds in which so many were committed and 100 a second came in, after so much lag. */
    private void partition(String owner, long lagBefore, long committed) {
        var key = new PartitionKey("orders", sights.size());
        before.put(key, new PartitionMemory("a", lagBefore, 0, 0, 0, 0, 100, 100));
        sights.add(new PartitionSight(key, "a", lagBefore + 1_000, 0, committed, owner, 0));
    }

    private double rate() {
        return CommitRates.of(new KafkaSight(sights, true), before, 10, 1);
    }

    @Test
    void isWhatOneWithMuchToDoCommits() {
        partition("a", 50_000, 4_000);
        partition("a", 50_000, 3_000);

        assertThat(rate()).isEqualTo(700);
    }

    @Test
    void ignoresWhoHadTimeToSpareInOneOfItsPartitions() {
        partition("a", 50_000, 4_000);
        partition("a", 100, 1_000);

        assertThat(rate()).isNaN();
    }

    @Test
    void isThatOfNineOfTen() {
        for (int i = 1; i <= 10; i++) {
            partition("consumer-" + i, 50_000, i * 1_000L);
        }

        assertThat(rate()).isEqualTo(900);
    }

    @Test
    void ignoresPartitionsThatNobodyHasOrThatAreNew() {
        partition("a", 50_000, 4_000);
        before.clear();

        assertThat(rate()).isNaN();
        assertThat(CommitRates.of(new KafkaSight(List.of(), true), before, 10, 1)).isNaN();
    }
}
