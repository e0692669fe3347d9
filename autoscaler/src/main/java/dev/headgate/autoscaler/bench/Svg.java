// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.List;
import java.util.Locale;

/**
 * A picture under construction: SVG on a white card, so that it reads on dark pages too, with no
 * script, no font of its own and nothing to load. Text is escaped. Lengths are units of the
 * picture.
 */
final class Svg {

    static final String INK = "#17202b";
    static final String MUTED = "#5c6875";
    static final String GRID = "#e3e8ed";

    private final StringBuilder text = new StringBuilder();

    /**
     * An empty card.
     *
     * @param description for those who cannot see it
     */
    Svg(int width, int height, String description) {
        open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + width + " " + height,
                "width",
                number(width),
                "height",
                number(height),
                "font-family",
                "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif",
                "font-size",
                "13",
                "role",
                "img");
        text.append('\n');
        words("title", description);
        empty(
                "rect",
                "x",
                "0.5",
                "y",
                "0.5",
                "width",
                number(width - 1),
                "height",
                number(height - 1),
                "rx",
                "8",
                "fill",
                "#ffffff",
                "stroke",
                "#d0d7de");
    }

    /** Opens an element; attributes are names and values in turn. */
    Svg open(String tag, String... attributes) {
        start(tag, attributes);
        text.append('>');
        return this;
    }

    Svg close(String tag) {
        text.append("</").append(tag).append(">\n");
        return this;
    }

    /** An element that holds nothing. */
    Svg empty(String tag, String... attributes) {
        start(tag, attributes);
        text.append("/>\n");
        return this;
    }

    /** An element that holds words. */
    Svg words(String tag, String words, String... attributes) {
        open(tag, attributes);
        text.append(escaped(words));
        return close(tag);
    }

    /** What the picture is called, at its top. */
    Svg heading(String title) {
        return words(
                "text",
                title,
                "x",
                "24",
                "y",
                "30",
                "font-size",
                "17",
                "font-weight",
                "600",
                "fill",
                INK);
    }

    /** Words that begin, end or have their middle at a point: {@code start, end, middle}. */
    Svg label(String words, Point at, String anchor, String colour) {
        return words(
                "text",
                words,
                "x",
                number(at.x()),
                "y",
                number(at.y()),
                "text-anchor",
                anchor,
                "fill",
                colour);
    }

    /** A straight line. */
    Svg line(Point from, Point to, String colour, String... more) {
        String[] attributes = new String[6 + more.length];
        attributes[0] = "d";
        attributes[1] = path(List.of(from, to));
        attributes[2] = "stroke";
        attributes[3] = colour;
        attributes[4] = "fill";
        attributes[5] = "none";
        System.arraycopy(more, 0, attributes, 6, more.length);
        return empty("path", attributes);
    }

    /** The whole picture. */
    String finished() {
        return text + "</svg>\n";
    }

    /** From point to point. */
    static String path(List<Point> points) {
        var path = new StringBuilder();
        for (Point each : points) {
            path.append(path.isEmpty() ? "M" : "L").append(number(each.x()));
            path.append(' ').append(number(each.y()));
        }
        return path.toString();
    }

    /** A length with as many digits as can be seen. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a picture has no place for " + value);
        }
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }

    private void start(String tag, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("an attribute of " + tag + " has no value");
        }
        text.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            text.append(escaped(attributes[i + 1])).append('"');
        }
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
