// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LabelPlacesTest {

    private final Frame frame =
            new Frame(new Point(0, 0), 400, 300, Scale.linear(1), Scale.linear(1));
    private final LabelPlaces places = new LabelPlaces(frame);

    @Test
    void putsWordsBesideALonelyMark() {
        var mark = new Point(200, 150);
        places.mark(mark);
        Point words = places.words(mark, "word");

        assertThat(words.y()).isEqualTo(150);
        assertThat(words.x()).isBetween(215.0, 230.0);
        assertThat(LabelPlaces.needsLine(mark, words)).isFalse();
    }

    @Test
    void keepsWordsApartWhereMarksAreCrowded() {
        var marks = new ArrayList<Point>();
        for (int i = 0; i < 8; i++) {
            marks.add(new Point(200 + 3.0 * i, 150));
        }
        marks.forEach(places::mark);
        var words = new ArrayList<Point>();
        for (Point mark : marks) {
            words.add(places.words(mark, "words"));
        }

        for (int i = 0; i < words.size(); i++) {
            Point one = words.get(i);
            assertThat(words.subList(i + 1, words.size()))
                    .noneMatch(other ->
                            Math.abs(one.x() - other.x()) < 30
                                    && Math.abs(one.y() - other.y()) < 12);
        }
    }

    @Test
    void keepsWordsWithinTheFrame() {
        var corner = new Point(398, 2);
        places.mark(corner);
        Point words = places.words(corner, "words");

        assertThat(words.x()).isBetween(17.0, 383.0);
        assertThat(words.y()).isBetween(6.0, 294.0);
    }
}
