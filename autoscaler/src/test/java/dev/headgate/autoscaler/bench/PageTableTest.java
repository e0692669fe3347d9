// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTableTest {

    private static final String PAGE =
            """
            Words before.

            <!-- table of one, written by make scaling-bench -->
            | old |
            <!-- end -->

            <!-- table of two, written by make scaling-bench -->
            | kept |
            <!-- end -->
            """;

    private final PageTable table =
            new PageTable("one", 1, List.of("What", "much"))
                    .row(List.of("$1 \\d", "2"))
                    .note("A sentence.");

    @Test
    void replacesItsTableAndKeepsAllElse() {
        assertThat(table.in(PAGE))
                .isEqualTo(
                        PAGE.replace(
                                "| old |\n",
                                """
                                | What | much |
                                |---|---:|
                                | $1 \\d | 2 |

                                A sentence.
                                """));
    }

    @Test
    void isInItsPlaceOnceMoreWhenWrittenAgain() {
        assertThat(table.in(table.in(PAGE))).isEqualTo(table.in(PAGE));
    }

    @Test
    void refusesAPageWithoutItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.in("Words."))
                .withMessage("the page has no place for the table of one");
    }
}
