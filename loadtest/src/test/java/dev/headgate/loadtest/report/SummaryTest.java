// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void saysWhatARunCameTo() {
        assertThat(Summary.of(LoadResults.passed(), false))
                .contains("Run k7m2x9  open, 60.0 s, seed 42")
                .contains("http://127.0.0.1:8080/v1/events")
                .contains("422 event-invalid")
                .contains("from due to answer", "from send to answer", "from accept to row")
                .contains("sent late", "by up to 2.00 s")
                .contains("kept    p50<5ms")
                .endsWith(
                        "PASSED: every acknowledged event is in the database, once and as it was sent\n");
    }

    @Test
    void namesTheFirstIdsOfEachFinding() {
        assertThat(Summary.of(LoadResults.failed(), false))
                .containsPattern("lost +3\n +load-7-1041\n +load-7-1042\n +load-7-77310\n")
                .containsPattern("duplicated +1\n +load-7-55\n")
                .contains("missed  p99<50ms")
                .endsWith(
                        "FAILED: 3 lost; 1 duplicated; 2 out of order; 2 thresholds were missed\n");
    }

    @Test
    void saysThatNobodyAskedTheDatabase() {
        assertThat(Summary.of(LoadResults.unverified(), false))
                .doesNotContain("accept to row")
                .endsWith("PASSED: the database was not asked\n");
    }

    @Test
    void isReadableWithoutAnyAnswer() {
        assertThat(Summary.of(LoadResults.empty(), false))
                .contains("closed, 0.0 s, seed 0, stopped before its end")
                .containsPattern("from due to answer +none");
    }

    @Test
    void coloursOnlyWhereAsked() {
        assertThat(Summary.of(LoadResults.failed(), false)).doesNotContain("\u001b");
        assertThat(Summary.of(LoadResults.failed(), true))
                .contains("\u001b[31mmissed\u001b[0m")
                .contains("\u001b[32mkept  \u001b[0m")
                .contains("\u001b[31mFAILED");
    }

    @Test
    void staysWithinAHundredColumnsAndLetsNobodySteerTheTerminal() {
        assertThat(Summary.of(LoadResults.hostile(), false)).doesNotContain("\u001b");
        assertThat(Summary.of(LoadResults.hostile(), false).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(Summary.of(LoadResults.failed(), false).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
}
