// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.autoscaler.plant.Moment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelinePictureTest {

    /** Three hours, with a second of great age and one of many replicas. */
    private static final Timeline RUN =
            new Timeline(
                    "A & B",
                    "trial",
                    60,
                    IntStream.range(0, 10_800)
                            .mapToObj(second ->
                                    new Moment(
                                            second,
                                            1_000,
                                            second == 5_432 ? 777 : 3,
                                            0,
                                            2,
                                            second == 4_321 ? 9 : 2))
                            .toList());

    @Test
    void isXmlWithACurveForEachValue() throws Exception {
        String svg = TimelinePicture.of(RUN, TimelinePicture.Bounds.of(List.of(RUN)));

        Drawing drawing = Drawing.of(svg);
        assertThat(drawing.count("curve")).isEqualTo(4);
        assertThat(drawing.count("objective")).isEqualTo(1);
        assertThat(svg).doesNotContain("NaN", "<script", "href", "url(").contains("A &amp; B");
    }

    @Test
    void thinsARunAndKeepsItsPeaksInOrder() {
        List<Moment> thinned = RUN.thinned(Moment::age, 600);

        assertThat(thinned).hasSizeLessThanOrEqualTo(600).hasSizeGreaterThan(500);
        assertThat(thinned).extracting(Moment::age).contains(777);
        assertThat(thinned).extracting(Moment::second).isSorted();
        assertThat(thinned.getFirst().second()).isZero();
        assertThat(thinned.getLast().second()).isEqualTo(10_799);
        assertThat(RUN.thinned(Moment::desired, 600)).extracting(Moment::desired).contains(9);
    }

    @Test
    void leavesAShortRunAsItIs() {
        assertThat(RUN.thinned(Moment::age, 10_800)).isEqualTo(RUN.moments());
    }

    @Test
    void hasAxesThatHoldEveryRunAndWhatWasPromised() {
        var quiet = new Timeline("quiet", "trial", 900, List.of(new Moment(0, 5_000, 1, 0, 12, 4)));

        assertThat(TimelinePicture.Bounds.of(List.of(RUN, quiet)))
                .isEqualTo(new TimelinePicture.Bounds(5_000, 900, 12));
    }

    @Test
    void needsAMoment() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeline("a", "b", 60, List.of()));
    }
}
