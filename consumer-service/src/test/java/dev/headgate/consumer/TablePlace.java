// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a page a command writes its table: between a comment that says so and the next end.
 *
 * @param comment what the comment says
 */
public record TablePlace(String comment) {

    /** The page with this text in that place; the words around it stay. */
    public String fill(String page, String table) {
        var place =
                Pattern.compile(
                        "(<!-- " + Pattern.quote(comment) + " -->\n).*?(<!-- end -->)",
                        Pattern.DOTALL);
        Matcher found = place.matcher(page);
        if (!found.find()) {
            throw new IllegalArgumentException("the page has no place for the table");
        }
        return found.replaceFirst(
                match -> Matcher.quoteReplacement(match.group(1) + table + match.group(2)));
    }
}
