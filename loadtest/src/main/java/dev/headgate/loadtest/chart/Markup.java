// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.chart;

import java.util.regex.Pattern;

/** A piece of HTML or SVG under construction. Whatever is added as text or attribute is escaped. */
public final class Markup {

    /** Characters that a page cannot hold, or that change how others are read. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}&&[^\\n\\t]]");

    private final StringBuilder text = new StringBuilder();

    /** Opens an element; attributes are names and values in turn. */
    public Markup open(String tag, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("an attribute of " + tag + " has no value");
        }
        text.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            text.append(escaped(attributes[i + 1])).append('"');
        }
        text.append('>');
        return this;
    }

    public Markup close(String tag) {
        text.append("</").append(tag).append('>');
        return this;
    }

    public Markup text(String words) {
        text.append(escaped(words));
        return this;
    }

    /** A whole element that holds text only. */
    public Markup element(String tag, String words, String... attributes) {
        return open(tag, attributes).text(words).close(tag);
    }

    public Markup add(Markup other) {
        text.append(other.text);
        return this;
    }

    /** Adds text of the program's own, as it is. */
    public Markup verbatim(String trusted) {
        text.append(trusted);
        return this;
    }

    public Markup newLine() {
        text.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String escaped(String words) {
        return UNPRINTABLE
                .matcher(words)
                .replaceAll("\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
