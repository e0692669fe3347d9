// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b", "\u0007", "\u007f", "\u009b", "\u202e", "\u2028", "\ud800", "\r"})
    void showsWhatCouldSteerATerminal(String steering) {
        assertThat(PlainText.of("a" + steering + "b")).isEqualTo("a\uFFFDb");
        assertThat(PlainText.lines("a" + steering + "b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void keepsLinesAndTabsOnlyWhereThereMayBeSeveral() {
        assertThat(PlainText.of("a\n\tb")).isEqualTo("a\uFFFD\uFFFDb");
        assertThat(PlainText.lines("a\n\tb")).isEqualTo("a\n\tb");
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(PlainText.of("ab😀d", 4)).isEqualTo("ab😀d");
        assertThat(PlainText.of("ab😀de", 4)).isEqualTo("ab😀…");
    }
}
