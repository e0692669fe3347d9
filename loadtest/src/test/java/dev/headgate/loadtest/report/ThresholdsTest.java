// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.LoadResult.ThresholdCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {

    private static final LoadResult PASSED = LoadResults.passed();
    private static final LoadResult FAILED = LoadResults.failed();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p50<5ms",
                " p50 <= 5000us ",
                "P50<0.005s",
                "service-p99.9<1s",
                "max>1.9s",
                "mean>0us",
                "rate>=1.9k",
                "events>1900",
                "late>0",
                "late%<50",
                "errors%<=0.3%",
                "refused>1",
                "unknown=0",
                "unknown<=0",
                "unknown>=0",
                "never-sent=0",
                "lost=0",
                "duplicated=0",
                "changed=0",
                "out-of-order=0",
                "unexpected=0",
                "row-p99<1s",
                "due-to-row-max>1s"
            })
    void keepsDemandsThatHold(String threshold) {
        assertThat(check(threshold, PASSED).met()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p99<50ms",
                "p99.9<=1s",
                "max<2s",
                "rate>2k",
                "rate>=1M",
                "late=0",
                "late%<1"
            })
    void missesDemandsThatDoNotHold(String threshold) {
        assertThat(check(threshold, PASSED).met()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"lost=0, 3", "duplicated=0, 1", "out-of-order<=1, 2"})
    void missesDemandsOfTheVerdict(String threshold, String actual) {
        assertThat(check(threshold, FAILED))
                .isEqualTo(new ThresholdCheck(threshold, actual, false));
    }

    @Test
    void keepsNoDemandOnWhatWasNotMeasured() {
        var demands = List.of("p99<1s", "row-p99<1s", "lost=0", "late%<1");

        var checks = Thresholds.parse(demands, true).check(LoadResults.empty());

        assertThat(checks).hasSize(4).noneMatch(ThresholdCheck::met);
        assertThat(checks).extracting(ThresholdCheck::actual).containsOnly("not measured");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p98<50ms | there is no metric 'p98'; did you mean 'p90'?",
                "losst=0 | did you mean 'lost'?",
                "temperature<30 | there are p50, p90,",
                "p99<50 | the number of p99 is followed by us, ms or s",
                "p99<50min | us, ms or s",
                "lost=0ms | followed by nothing, k or M",
                "late%<1k | nothing or %",
                "p99 | is not METRIC OPERATOR NUMBER",
                "p99==50ms | is not METRIC OPERATOR NUMBER",
                "p99<-1ms | is not METRIC OPERATOR NUMBER",
                "p99<1e3ms | is not METRIC OPERATOR NUMBER",
                "'' | is not METRIC OPERATOR NUMBER"
            })
    void saysWhatIsWrongWithADemand(String threshold, String sentence) {
        assertThatThrownBy(() -> Thresholds.parse(List.of(threshold), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threshold '" + threshold + "'")
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost=0", "row-p99<1s", "due-to-row-p99<1s"})
    void refusesDemandsOfTheVerdictWhereNoneWillBe(String threshold) {
        assertThatThrownBy(() -> Thresholds.parse(List.of("p99<1s", threshold), false))
                .hasMessageContaining("needs the verdict of the database: add --verify");
    }

    private static ThresholdCheck check(String threshold, LoadResult result) {
        return Thresholds.parse(List.of(threshold), true).check(result).getFirst();
    }
}
