// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of a table in a page, between two markers; the words around it stay. */
record PageTable(String table, String begin) {

    private static final String END = "<!-- end -->";

    /**
     * A place.
     *
     * @param table name of the table in the page
     * @param writer the command that writes it
     */
    static PageTable of(String table, String writer) {
        return new PageTable(table, "<!-- table of " + table + ", written by " + writer + " -->\n");
    }

    /** The page with another table in this place. */
    String in(String page, String lines) {
        Matcher place =
                Pattern.compile(Pattern.quote(begin) + ".*?" + END, Pattern.DOTALL).matcher(page);
        if (!place.find()) {
            throw new IllegalArgumentException("the page has no place for the table of " + table);
        }
        return place.replaceFirst(Matcher.quoteReplacement(begin + lines + END));
    }

    /** A line of a table. */
    static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
