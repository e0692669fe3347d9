// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.consumer.MessagingTable.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MessagingTableTest {

    private static final Path DECISION =
            Path.of("..", "docs", "decisions", "0003-an-own-poll-loop.md");

    private static final String PAGE =
            """
            Words before $1 \\d.

            <!-- table, written by make bench-messaging -->
            | old |
            <!-- end -->

            Words behind.
            """;

    @Test
    void replacesTheTableAndKeepsTheWords() {
        assertThat(whole("12 $2").page(PAGE, "2 cores."))
                .startsWith("Words before $1 \\d.\n")
                .endsWith("\n\n2 cores.\n<!-- end -->\n\nWords behind.\n")
                .contains("|  | connector, as it comes | connector, at its best | our loop |\n")
                .contains("| " + Line.KILL.what() + " | 12 $2 | 12 $2 | 12 $2 |\n")
                .doesNotContain("old");
    }

    @Test
    void givesTheSamePageWhenWrittenTwice() {
        String once = whole("12").page(PAGE, "2 cores.");
        assertThat(whole("12").page(once, "2 cores.")).isEqualTo(once);
    }

    @Test
    void refusesAPageWithoutAPlace() {
        assertThatThrownBy(() -> whole("12").page("Words.", "2 cores."))
                .hasMessageContaining("no place for the table");
    }

    @Test
    void refusesATableWithAHole() {
        var holed = new MessagingTable();
        holed.put(Line.ONE_BY_ONE, Contender.OWN, "12");
        assertThatThrownBy(() -> holed.page(PAGE, "2 cores.")).hasMessageContaining("no figures");
    }

    @Test
    void theDecisionQuotesEachLineThatIsCompared() throws IOException {
        String decision = Files.readString(DECISION);
        assertThat(whole("12").page(decision, "2 cores.")).contains("2 cores.");
        for (Line line : Line.values()) {
            assertThat(decision).contains("| " + line.what() + " | ");
        }
    }

    private static MessagingTable whole(String cell) {
        var table = new MessagingTable();
        for (Line line : Line.values()) {
            for (Contender contender : Contender.values()) {
                table.put(line, contender, cell);
            }
        }
        return table;
    }
}
