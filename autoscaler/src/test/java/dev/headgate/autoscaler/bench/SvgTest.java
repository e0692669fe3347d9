// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SvgTest {

    @Test
    void escapesWordsAndAttributes() throws Exception {
        String svg = new Svg(10, 10, "a < b & \"c\"").words("text", "<x>", "id", "\"&").finished();

        assertThat(svg).contains("a &lt; b &amp; &quot;c&quot;", "id=\"&quot;&amp;\">&lt;x&gt;<");
        assertThat(Drawing.of(svg).document().getElementsByTagName("text").getLength()).isOne();
    }

    @Test
    void hasNoPlaceForWhatIsNoNumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> Svg.number(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Svg.number(Double.POSITIVE_INFINITY));
    }

    @Test
    void writesNoMoreDigitsThanCanBeSeen() {
        assertThat(Svg.path(List.of(new Point(1, 2.04), new Point(1_000.5, 3))))
                .isEqualTo("M1 2L1000.5 3");
    }

    @Test
    void wantsAValueForEachAttribute() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Svg(1, 1, "").empty("path", "d"));
    }
}
