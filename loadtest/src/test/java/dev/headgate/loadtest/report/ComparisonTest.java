// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.loadtest.result.LoadResult;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final LoadResult PASSED = LoadResults.passed();

    @Test
    void showsEachFigureWithItsDifference() {
        LoadResult slower =
                LoadResults.at(PASSED, PASSED.run().target(), 2 * PASSED.latency().p99());

        String text = Comparison.of(PASSED, slower);

        assertThat(text).containsPattern("p99 +1\\.40 s +2\\.\\d+ s +\\+1\\.40 s +\\+100\\.0 %\n");
        assertThat(text).containsPattern("p50 +\\S+ ms +\\S+ ms +same\n");
        assertThat(text).doesNotContain("unlike");
    }

    @Test
    void showsFindingsAndVerdicts() {
        assertThat(Comparison.of(PASSED, LoadResults.failed()))
                .containsPattern("A  k7m2x9 .*PASSED\n +B  k7m2x9 .*FAILED")
                .containsPattern("lost +0 +3 +\\+3\n");
    }

    @Test
    void warnsOfRunsThatAreUnlike() {
        LoadResult elsewhere = LoadResults.at(LoadResults.lasting(90), "http://other/", 1);

        assertThat(Comparison.of(PASSED, elsewhere))
                .contains("The runs are unlike")
                .contains("target: http://127.0.0.1:8080/v1/even…, http://other/")
                .contains("lasted: 60.0 s, 90.0 s")
                .contains("duration: 60 s, 90 s");
    }

    @Test
    void leavesAPlaceEmptyWhereOneRunHasNoFigure() {
        assertThat(Comparison.of(PASSED, LoadResults.unverified())).containsPattern("lost +0 +-\n");
        assertThat(Comparison.of(LoadResults.empty(), LoadResults.empty())).doesNotContain("p99");
    }

    @Test
    void staysWithinAHundredColumnsAndLetsNobodySteerTheTerminal() {
        String text = Comparison.of(LoadResults.hostile(), PASSED);

        assertThat(text).doesNotContain("\u001b");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
}
