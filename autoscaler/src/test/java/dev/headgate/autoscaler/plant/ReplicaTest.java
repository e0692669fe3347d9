// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicaTest {

    private final Replica replica = new Replica(7, 10);
    private final Chance chance = new Chance(42);

    private double capacity(PlantSettings settings, int second, double factor) {
        replica.turn(second, settings, factor, chance);
        return replica.capacity();
    }

    @Test
    void isReadyFromWhenItJoins() {
        assertThat(replica.isReady(9)).isFalse();
        assertThat(replica.isReady(10)).isTrue();
    }

    @Test
    void isNotReadyOnceItIsDead() {
        replica.die(60);

        assertThat(replica.isDead()).isTrue();
        assertThat(replica.isReady(15)).isFalse();
        assertThat(replica.missedAt()).isEqualTo(60);
    }

    @Test
    void canDoMoreAsItWarms() {
        PlantSettings settings = Plants.SETTINGS.withStartUp(new StartUp(3, 3, 0, 0, 40, 0.4));

        assertThat(capacity(settings, 10, 1)).isCloseTo(40, within(1e-9));
        assertThat(capacity(settings, 30, 1)).isCloseTo(70, within(1e-9));
        assertThat(capacity(settings, 50, 1)).isEqualTo(100);
    }

    @Test
    void canDoLessOfWhatIsHarder() {
        assertThat(capacity(Plants.SETTINGS, 50, 0.5)).isEqualTo(50);
    }

    @Test
    void itsRateWandersAsFarAsItIsSaidTo() {
        PlantSettings settings = Plants.SETTINGS.withRateNoise(0.05);

        var seen =
                IntStream.range(10, 200_010)
                        .mapToDouble(second -> capacity(settings, second, 1))
                        .summaryStatistics();
        double variance =
                IntStream.range(200_010, 400_010)
                        .mapToDouble(second -> Math.pow(capacity(settings, second, 1) - 100, 2))
                        .average()
                        .orElseThrow();

        // Neighbours are alike, so that 200,000 seconds are 2,000 independent ones
        assertThat(seen.getAverage()).isCloseTo(100, within(0.45));
        assertThat(Math.sqrt(variance)).isCloseTo(5, within(0.35));
    }

    @Test
    void addsUpWhatItDid() {
        replica.worked(80, 0.5);
        replica.worked(20, 0.25);

        assertThat(replica.processed()).isEqualTo(100);
        assertThat(replica.busySeconds()).isEqualTo(0.75);
    }
}
