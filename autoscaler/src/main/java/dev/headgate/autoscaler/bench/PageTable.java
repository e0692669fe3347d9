// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table in a page, between two markers; the words around it stay. */
final class PageTable {

    private static final String END = "<!-- end -->";

    private final String name;
    private final StringBuilder lines = new StringBuilder();

    /**
     * An empty table.
     *
     * @param name of its place in the page
     * @param words how many columns hold words, from the left; the others hold numbers
     */
    PageTable(String name, int words, List<String> headings) {
        this.name = name;
        row(headings);
        lines.append("|---".repeat(words));
        lines.append("|---:".repeat(headings.size() - words)).append("|\n");
    }

    String name() {
        return name;
    }

    PageTable row(List<String> cells) {
        lines.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    /** A sentence below it. */
    PageTable note(String sentence) {
        lines.append('\n').append(sentence).append('\n');
        return this;
    }

    /** The page with this table in its place. */
    String in(String page) {
        String begin = "<!-- table of " + name + ", written by make scaling-bench -->\n";
        Matcher place =
                Pattern.compile(Pattern.quote(begin) + ".*?" + END, Pattern.DOTALL).matcher(page);
        if (!place.find()) {
            throw new IllegalArgumentException("the page has no place for the table of " + name);
        }
        return place.replaceFirst(Matcher.quoteReplacement(begin + lines + END));
    }
}
