// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import dev.headgate.loadtest.report.PlainText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of text under each other, each column as wide as its widest value; the last is cut. */
final class TextTable {

    private static final int LAST_CHARS_MAX = 100;

    private final List<String[]> rows = new ArrayList<>();

    TextTable(String... titles) {
        rows.add(titles);
    }

    /** Adds a row; what a terminal could take for a command is only shown. */
    void add(Object... values) {
        rows.add(
                Arrays.stream(values)
                        .map(value -> PlainText.of(value.toString()))
                        .toArray(String[]::new));
    }

    void print(PrintWriter out) {
        int columns = rows.getFirst().length;
        var widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < columns - 1; i++) {
                line.append(row[i]).repeat(' ', widths[i] - row[i].length() + 2);
            }
            line.append(PlainText.of(row[columns - 1], LAST_CHARS_MAX));
            out.println(line.toString().stripTrailing());
        }
    }
}
