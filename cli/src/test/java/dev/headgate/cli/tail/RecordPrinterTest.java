// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.cli.CommandFailure;
import dev.headgate.tail.SeenRecord;
import dev.headgate.tail.TailCounts;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordPrinterTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final String HOSTILE =
            "\033]0;owned\007\033[2J\r\n\b\u009b31m\u202Egnp\u2028\u200B\uFEFF\0\u007F\uD800";

    @Test
    void showsTimePlaceTypeKeyAndData() {
        assertThat(text(200).line(seen("order.created", "ada", null, "{\"total\": 42}")))
                .isEqualTo("10:00:00.123 orders/9@7 order.created ada {\"total\": 42}");
    }

    @Test
    void showsWhatIsNotThere() {
        assertThat(text(200).line(seen(null, null, null, null)))
                .isEqualTo("10:00:00.123 orders/9@7 - - (no data)");
    }

    @Test
    void showsWhyADeadLetterIsOne() {
        assertThat(text(200).line(seen("t", "k", "InvalidJson: ends at 1", "{")))
                .isEqualTo("10:00:00.123 orders/9@7 t k InvalidJson: ends at 1 {");
    }

    @Test
    void fitsTheLineIntoTheTerminal() {
        SeenRecord seen = seen("t".repeat(300), "k".repeat(300), "r".repeat(300), "d".repeat(300));
        for (int columns = 5; columns < 140; columns++) {
            assertThat(
                            text(columns)
                                    .line(seen)
                                    .codePointCount(0, text(columns).line(seen).length()))
                    .isLessThanOrEqualTo(columns);
        }
        assertThat(text(80).line(seen)).contains("ttt…").contains("kkk…");
    }

    @Test
    void countsWideCharactersTwiceAndMarksNotAtAll() {
        assertThat(TerminalText.fit("日本語", 6)).isEqualTo("日本語");
        assertThat(TerminalText.fit("日本語", 5)).isEqualTo("日本…");
        assertThat(TerminalText.fit("e\u0301e\u0301", 2)).isEqualTo("e\u0301e\u0301");
    }

    @Test
    void letsNothingThroughThatMovesACursorOrHidesText() {
        String line = text(1_000).line(seen(HOSTILE, HOSTILE, HOSTILE, HOSTILE));
        assertThat(
                        line.codePoints()
                                .filter(c -> TerminalText.safe(Character.toString(c)).length() > 2))
                .isEmpty();
        assertThat(line).contains("\\u{1b}]0;owned\\u{7}").contains("\\u{202e}gnp");
    }

    @Test
    void coloursOnlyOnATerminal() {
        SeenRecord seen = seen("t", "k", "why", HOSTILE);
        assertThat(text(1_000).line(seen)).doesNotContain("\033");
        String coloured = new TextLines(1_000, true, ZoneOffset.UTC).line(seen);
        assertThat(coloured).contains("\033[36mt\033[0m").contains("\033[31mwhy\033[0m");
        assertThat(coloured.split("\033", -1)).hasSize(5);
    }

    @Test
    void writesJsonInOneLineOfAscii() {
        String line = new JsonLines().line(seen(HOSTILE, "ünï", "why", HOSTILE));
        assertThat(line.chars().filter(c -> c < 0x20 || c > 0x7E)).isEmpty();
        assertThat(line).contains("\"key\":\"\\u00FCn\\u00EF\"").contains("\"reason\":\"why\"");
    }

    @Test
    void writesDataThatAreJsonAsJsonAndOthersAsText() {
        var json = new JsonLines();
        assertThat(json.line(seen("t", "k", null, "{\"total\": 42.50}")))
                .isEqualTo(
                        "{\"topic\":\"orders\",\"partition\":9,\"offset\":7,"
                                + "\"at\":\"2026-03-01T10:00:00.123Z\",\"id\":\"e1\",\"type\":\"t\","
                                + "\"key\":\"k\",\"bytes\":16,\"data\":{\"total\":42.50}}");
        assertThat(json.line(seen("t", "k", null, "{\"total\"")))
                .contains("\"text\":\"{\\\"total\\\"\"");
        assertThat(json.line(seen("t", "k", null, ""))).contains("\"text\":\"\"");
        assertThat(json.line(seen("t", "k", null, null))).contains("\"data\":null");
        assertThat(json.line(seen("t", "k", null, "[".repeat(3_000)))).contains("\"text\":\"[[");
    }

    @Test
    void sumsUpWhatWasNotShown() {
        assertThat(TailView.sum(3, new TailCounts(1_000, 10, 4, 3, 20_001)))
                .isEqualTo(
                        "3 shown of 10 that matched, of 1,000 read; left out: 4 above the rate, 3"
                                + " that the output was too slow for, 20,001 not read to stay at"
                                + " the end");
    }

    @Test
    void understandsTimesAndAges() {
        assertThat(Since.parse("10m", AT)).isEqualTo(AT.minusSeconds(600));
        assertThat(Since.parse("2026-01-31T12:00:00Z", AT)).isEqualTo("2026-01-31T12:00:00Z");
        assertThatThrownBy(() -> Since.parse("yesterday\033[2J", AT))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("but is yesterday\\u{1b}[2J.");
    }

    private static TextLines text(int columns) {
        return new TextLines(columns, false, ZoneOffset.UTC);
    }

    private static SeenRecord seen(
            @Nullable String type,
            @Nullable String key,
            @Nullable String reason,
            @Nullable String payload) {
        int bytes = payload == null ? 0 : payload.length();
        return new SeenRecord("orders", 9, 7, AT, "e1", type, key, reason, payload, bytes);
    }
}
