// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tolerances are four standard errors of 100,000 draws or more. */
class ChanceTest {

    private static final int DRAWS = 100_000;

    private final Chance chance = new Chance(42);

    private static double mean(DoubleSupplier draw) {
        return DoubleStream.generate(draw).limit(DRAWS).average().orElseThrow();
    }

    private static double variance(DoubleSupplier draw, double mean) {
        return mean(() -> Math.pow(draw.getAsDouble() - mean, 2));
    }

    @Test
    void drawsFewAsPoissonDoes() {
        assertThat(mean(() -> (double) chance.poisson(3))).isCloseTo(3, within(0.022));
        assertThat(variance(() -> (double) chance.poisson(3), 3)).isCloseTo(3, within(0.06));
    }

    @Test
    void drawsManyAsPoissonDoes() {
        assertThat(mean(() -> (double) chance.poisson(900))).isCloseTo(900, within(0.38));
        assertThat(variance(() -> (double) chance.poisson(900), 900)).isCloseTo(900, within(17.0));
    }

    @Test
    void drawsNothingOfNothing() {
        assertThat(chance.poisson(0)).isZero();
        assertThat(chance.poisson(-1)).isZero();
    }

    @Test
    void drawsFromTheNormalDistribution() {
        assertThat(mean(chance::normal)).isCloseTo(0, within(0.013));
        assertThat(variance(chance::normal, 0)).isCloseTo(1, within(0.018));
    }

    @Test
    void drawsEvenlyBetweenTwoBounds() {
        assertThat(mean(() -> chance.between(10, 20))).isCloseTo(15, within(0.037));
        assertThat(DoubleStream.generate(() -> chance.between(10, 20)).limit(1_000))
                .allMatch(each -> each >= 10 && each < 20);
        assertThat(chance.between(7, 7)).isEqualTo(7);
    }

    @Test
    void happensAsOftenAsItShould() {
        assertThat(mean(() -> chance.happens(0.25) ? 1 : 0)).isCloseTo(0.25, within(0.0055));
    }

    @Test
    void drawsEachNumberBelowABound() {
        assertThat(IntStream.generate(() -> chance.below(3)).limit(100).distinct().sorted())
                .containsExactly(0, 1, 2);
    }

    @Test
    void isTheSameForTheSameSeedOnly() {
        var same = new Chance(42);
        var other = new Chance(43);

        double first = chance.normal();

        assertThat(same.normal()).isEqualTo(first);
        assertThat(other.normal()).isNotEqualTo(first);
    }

    @Test
    void splitsOffNumbersThatItsOwnDoNotChange() {
        Chance one = chance.split();
        chance.normal();
        var again = new Chance(42);
        Chance other = again.split();

        assertThat(one.normal()).isEqualTo(other.normal());
    }
}
