// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private static final double AT = 1_000;
    private static final double COMMIT_SECONDS = 1;

    private final List<PartitionSight> sights = new ArrayList<>();
    private final Map<PartitionKey, PartitionMemory> memories = new HashMap<>();
    private boolean stable = true;

    private PartitionKey partition(
            double stillSeconds, long lagBefore, long lagNow, @Nullable String owner) {
        var key = new PartitionKey("orders", sights.size());
        sights.add(new PartitionSight(key, "a", lagNow, 0, 0, owner, 0));
        double since = AT - stillSeconds;
        memories.put(key, new PartitionMemory("a", lagNow, 0, lagBefore, since, since, 10, 10));
        return key;
    }

    private Standstill standstill() {
        return Standstill.of(new KafkaSight(sights, stable), memories, AT, COMMIT_SECONDS);
    }

    @Test
    void suspectsAPartitionThatStandsStillWhileAnotherMoves() {
        partition(0, 10, 10, "a");
        PartitionKey still = partition(12, 10, 200, "b");
        partition(11, 10, 200, "b");

        assertThat(standstill()).isEqualTo(new Standstill(Set.of(still), List.of()));
        assertThat(standstill().isStalled(still)).isFalse();
    }

    @Test
    void callsItStalledAfterNinetySeconds() {
        partition(0, 10, 10, "a");
        PartitionKey stalled = partition(90, 10, 900, "b");

        assertThat(standstill().stalled())
                .containsExactly(new Finding.PartitionStalled(stalled, "b", 90, 900));
        assertThat(standstill().isStalled(stalled)).isTrue();
    }

    @Test
    void blamesNobodyWhileTheGroupDealsPartitions() {
        partition(0, 10, 10, "a");
        partition(90, 10, 900, "b");
        stable = false;

        assertThat(standstill()).isEqualTo(Standstill.NONE);
    }

    @Test
    void blamesNobodyIfNoneMoves() {
        partition(30, 10, 500, "a");
        partition(90, 10, 900, "b");

        assertThat(standstill()).isEqualTo(Standstill.NONE);
    }

    @Test
    void blamesNoPartitionThatHasNobodyOrWhoseLagDoesNotGrow() {
        partition(0, 10, 10, "a");
        partition(90, 10, 900, null);
        partition(90, 10, 10, "b");

        assertThat(standstill()).isEqualTo(Standstill.NONE);
    }
}
