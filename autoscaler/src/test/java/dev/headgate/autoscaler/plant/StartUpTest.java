// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartUpTest {

    private final Chance chance = new Chance(42);

    @Test
    void takesAnyTimeOfItsRange() {
        assertThat(IntStream.generate(() -> StartUp.USUAL.seconds(chance)).limit(10_000).boxed())
                .allMatch(each -> each >= 30 && each <= 40)
                .contains(30, 35, 40);
    }

    @Test
    void takesLongerForThatShareOfStarts() {
        var startUp = new StartUp(30, 30, 0.1, 60, 0, 1);

        int[] starts = IntStream.generate(() -> startUp.seconds(chance)).limit(10_000).toArray();

        assertThat(starts).containsOnly(30, 90);
        // Four standard errors: 4 x sqrt(10,000 x 0.1 x 0.9)
        assertThat(IntStream.of(starts).filter(each -> each == 90).count())
                .isBetween(1_000L - 120, 1_000L + 120);
    }

    @Test
    void warmsUpEvenly() {
        var startUp = new StartUp(30, 40, 0, 0, 40, 0.4);

        assertThat(startUp.share(0)).isCloseTo(0.4, within(1e-9));
        assertThat(startUp.share(10)).isCloseTo(0.55, within(1e-9));
        assertThat(startUp.share(39)).isCloseTo(0.985, within(1e-9));
        assertThat(startUp.share(40)).isEqualTo(1);
        assertThat(startUp.share(4_000)).isEqualTo(1);
    }

    @Test
    void isWarmAtOnceIfThatTakesNoTime() {
        assertThat(new StartUp(0, 0, 0, 0, 0, 0.4).share(0)).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoStart() {
        assertThatThrownBy(() -> new StartUp(40, 30, 0, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StartUp(0, 0, 1.1, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StartUp(0, 0, 0, 0, 0, 1.1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
