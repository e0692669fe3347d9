// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final Pattern WITHIN_PAGE = Pattern.compile("data-chart=\"([^\"]*)\"");

    @Test
    void refersToNothingOutsideThePage() {
        for (var result : List.of(LoadResults.passed(), LoadResults.hostile())) {
            assertThat(HtmlReport.of(result))
                    .doesNotContainPattern("(?i)<(link|img|iframe|object|embed|base)[ >]")
                    .doesNotContainPattern("(?i) (src|href|srcset|action|on[a-z]+|style)=\"")
                    .doesNotContain("url(", "@import");
        }
    }

    @Test
    void showsVerdictThresholdsAndFirstIds() {
        assertThat(HtmlReport.of(LoadResults.failed()))
                .contains("<strong class=\"badge failed\">FAILED</strong>")
                .contains("3 lost; 1 duplicated; 2 out of order; 2 thresholds were missed")
                .contains("<code>load-7-77310</code>")
                .contains("<code>p99&lt;50ms</code>")
                .contains("<span class=\"broken\">missed</span>");
        assertThat(HtmlReport.of(LoadResults.passed())).contains("badge passed\">PASSED<");
    }

    @Test
    void escapesWhatOthersWrote() {
        String page = HtmlReport.of(LoadResults.hostile());

        assertThat(page).doesNotContain("<script>document", "<img", "\u001b");
        assertThat(page.split("<script>", -1)).hasSize(2);
        assertThat(page.split("</script>", -1)).hasSize(2);
        assertThat(page).contains("&lt;/script&gt;&lt;script&gt;");
    }

    @Test
    void drawsAtMostSixHundredPointsOfALongRunAndKeepsItsWorst() {
        String page = HtmlReport.of(LoadResults.lasting(3_700));

        assertThat(page).contains("Each point stands for 7 seconds");
        for (MatchResult chart : WITHIN_PAGE.matcher(page).results().limit(5).toList()) {
            String places = chart.group(1).split("\\]", 2)[0];
            assertThat(places.split(",")).hasSizeBetween(500, 600);
        }
        assertThat(page).contains("2.00 s");
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        assertThat(HtmlReport.of(LoadResults.unverified()))
                .doesNotContain("Rows per second", "In the database", "Thresholds")
                .contains("Latency by percentile");
        assertThat(HtmlReport.of(LoadResults.empty()))
                .contains("closed", "0.0 s, stopped")
                .doesNotContain("<figure", "NaN", "Infinity");
    }

    @Test
    void writesNoNumberThatIsNone() {
        assertThat(HtmlReport.of(LoadResults.passed())).doesNotContain("NaN", "Infinity");
    }
}
