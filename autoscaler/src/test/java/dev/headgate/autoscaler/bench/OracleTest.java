// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OracleTest {

    @Test
    void choosesTheKedaThatBreaksThePromiseLeastInEachTrial() {
        Oracle oracle =
                oracle(
                        new MadeUp("a", "b")
                                .attempt("Flink", Family.Flink, 0, 1, 0, 1)
                                .attempt("low", Family.Keda, 1, 90, 9, 90)
                                .attempt("high", Family.Keda, 5, 10, 2, 10));

        assertThat(oracle.keda().in("a")).isEqualTo("low");
        assertThat(oracle.keda().in("b")).isEqualTo("high");
    }

    @Test
    void choosesForAllSeedsOfATrialTogether() {
        // each is the best of one seed; on average it is the second
        Oracle oracle =
                oracle(
                        new MadeUp("a")
                                .attempt("one", Family.Keda, 0, 10)
                                .attempt("one", Family.Keda, 9, 10)
                                .attempt("two", Family.Keda, 4, 20)
                                .attempt("two", Family.Keda, 4, 20));

        assertThat(oracle.keda().in("a")).isEqualTo("two");
    }

    @Test
    void choosesTheCheapestOfThoseThatBreakItAsLittle() {
        Oracle oracle =
                oracle(
                        new MadeUp("a", "b")
                                .attempt("least", Family.Keda, 1.00, 90, 1.00, 90)
                                .attempt("close", Family.Keda, 1.05, 50, 1.05, 50)
                                .attempt("closer", Family.Keda, 1.02, 60, 1.02, 60)
                                .attempt("far", Family.Keda, 1.20, 10, 1.20, 10));

        assertThat(oracle.keda().in("a")).isEqualTo("close");
    }

    @Test
    void choosesTheSmallestStaticNumberThatNeverBreaksThePromise() {
        Oracle oracle =
                oracle(
                        new MadeUp("a", "b")
                                .attempt("KEDA", Family.Keda, 0, 1, 0, 1)
                                .attempt("static 1", Family.Static, 9, 1, 9, 1)
                                .attempt("static 2", Family.Static, 0.02, 2, 5, 2)
                                .attempt("static 3", Family.Static, 0, 3, 1, 3)
                                .attempt("static 4", Family.Static, 0, 4, 0.5, 4));

        assertThat(oracle.bestStatic().in("a")).isEqualTo("static 3");
        // none keeps it: the greatest
        assertThat(oracle.bestStatic().in("b")).isEqualTo("static 4");
    }

    @Test
    void choosesWhoWastesLeastInTheLimitedTrial() {
        Oracle oracle =
                oracle(
                        new MadeUp("a")
                                .wasting(9, "KEDA 1", Family.Keda, 0, 1)
                                .wasting(4, "KEDA 2", Family.Keda, 5, 1)
                                .wasting(1, "SLO-fit", Family.SloFit, 5, 1));

        assertThat(oracle.keda().limited()).isEqualTo("KEDA 2");
    }

    private static Oracle oracle(MadeUp results) {
        return new Oracle(results.results());
    }
}
