// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import java.util.Locale;

/**
 * Makes foreign text fit for a terminal: whatever could move the cursor, colour, hide, turn around
 * or break a line is shown by its number, and nothing is wider than it may be.
 */
final class TerminalText {

    private static final String CUT = "…";

    private TerminalText() {}

    /** The text in so many columns at most; what does not fit is cut, which is shown. */
    static String fit(String text, int columns) {
        var line = new StringBuilder();
        int width = 0;
        int fitting = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            String shown = shown(character);
            width += width(character, shown);
            if (width > columns) {
                return columns < 1 ? "" : line.substring(0, fitting) + CUT;
            }
            line.append(shown);
            if (width < columns) {
                fitting = line.length();
            }
        }
        return line.toString();
    }

    /** The text with everything dangerous shown by its number. */
    static String safe(String text) {
        return fit(text, Integer.MAX_VALUE);
    }

    /** How many columns a safe text takes. */
    static int width(String text) {
        return text.codePoints().map(c -> width(c, "")).sum();
    }

    private static String shown(int character) {
        return printable(character)
                ? Character.toString(character)
                : String.format(Locale.ROOT, "\\u{%x}", character);
    }

    private static boolean printable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    private static int width(int character, String shown) {
        if (!printable(character)) {
            return shown.length();
        }
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return wide(character) ? 2 : 1;
    }

    /** East Asian characters and pictures take two columns. */
    private static boolean wide(int character) {
        return character >= 0x1100
                && (character <= 0x115F
                        || (character >= 0x2E80 && character <= 0xA4CF)
                        || (character >= 0xAC00 && character <= 0xD7A3)
                        || (character >= 0xF900 && character <= 0xFAFF)
                        || (character >= 0xFE30 && character <= 0xFE6F)
                        || (character >= 0xFF00 && character <= 0xFF60)
                        || (character >= 0xFFE0 && character <= 0xFFE6)
                        || (character >= 0x1F300 && character <= 0x1FAFF)
                        || (character >= 0x20000 && character <= 0x3FFFD));
    }
}
