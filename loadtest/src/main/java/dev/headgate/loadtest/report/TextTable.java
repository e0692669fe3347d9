// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import java.util.ArrayList;
import java.util.List;

/** A small table of plain text: the first column to the left, all others to the right. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final String indent;

    /** An empty one whose lines begin with two spaces. */
    TextTable() {
        this("  ");
    }

    /** An empty one. */
    public TextTable(String indent) {
        this.indent = indent;
    }

    public TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, each with its end. */
    public String text() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (var row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder(indent);
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String padding = " ".repeat(widths[column] - cell.length());
                line.append(column == 0 ? cell + padding : GAP + padding + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
