// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Decision.Constraint;
import dev.headgate.autoscaler.Fit.Fewest;
import dev.headgate.autoscaler.Fit.Room;
import dev.headgate.autoscaler.ScalerSettings.Dealing;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {

    private static final Fit FIT = new Fit(1_000, Dealing.ByCount);
    private static final Room ROOM = new Room(0.8, 0.93);

    private static double[] even(double rate) {
        double[] loads = new double[12];
        Arrays.fill(loads, rate / 12);
        return loads;
    }

    @ParameterizedTest
    @CsvSource({
        // 800 a second are what one may have.
        "0,1,Least",
        "800,1,Least",
        "801,2,Mean",
        // 4 have enough room, and with 12 partitions each has 3 of them.
        "3200,4,Mean",
        // The mean needs 5, of which some have 3 of 12 partitions: 1,000 a second. 6 have 2.
        "4000,6,Worst",
        // The mean needs 9; until there are 12, some have 2 partitions.
        "7200,12,Worst"
    })
    void findsTheFewest(double rate, int replicas, Constraint constraint) {
        assertThat(FIT.fewest(even(rate), ROOM, even(rate), 0.97, 12))
                .isEqualTo(new Fewest(replicas, constraint));
    }

    @Test
    void needsMoreForWhatWaits() {
        // 3 partitions' 250 and 100 for what waits: 1,050 of 970. 6 consumers have 2 of each.
        assertThat(FIT.fewest(even(3_000), ROOM, even(4_200), 0.97, 12))
                .isEqualTo(new Fewest(6, Constraint.Backlog));
    }

    @Test
    void saysThatThereMayNotBeMore() {
        assertThat(FIT.fewest(even(9_000), ROOM, even(9_000), 0.97, 5))
                .isEqualTo(new Fewest(5, Constraint.Most));
        assertThat(FIT.fewest(even(9_000), ROOM, 5)).isEqualTo(5);
    }

    @Test
    void givesAPartitionThatIsTooMuchForOneAConsumerOfItsOwn() {
        double[] hot = {10, 10, 10, 1_500};

        // Nothing helps the one, but the others need not wait for it.
        assertThat(FIT.fewest(hot, ROOM, hot, 0.97, 4)).isEqualTo(new Fewest(4, Constraint.Worst));
    }

    @Test
    void saysHowBusyTheyWouldBe() {
        assertThat(FIT.meanShare(even(4_000), 5)).isEqualTo(0.8);
        assertThat(FIT.worstShare(even(4_000), 5)).isEqualTo(1.0);
    }
}
