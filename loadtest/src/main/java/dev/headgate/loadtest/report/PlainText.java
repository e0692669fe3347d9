// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

/** Text of others on a terminal or a picture: nothing in it can steer the terminal. */
public final class PlainText {

    /** Controls, those of eight bits too, and what changes the order or the place of letters. */
    private static final String STEERING = "[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]";

    private static final String STEERING_BUT_LINES_AND_TABS = "[" + STEERING + "&&[^\\n\\t]]";
    private static final String SHOWN = "\uFFFD";

    private PlainText() {}

    /** The text on one line. */
    public static String of(String text) {
        return text.replaceAll(STEERING, SHOWN);
    }

    /** The text on one line, cut to so many characters. */
    public static String of(String text, int lengthMax) {
        String plain = of(text);
        if (plain.codePointCount(0, plain.length()) <= lengthMax) {
            return plain;
        }
        return plain.substring(0, plain.offsetByCodePoints(0, lengthMax - 1)) + "…";
    }

    /** The text on the lines that it has. */
    public static String lines(String text) {
        return text.replaceAll(STEERING_BUT_LINES_AND_TABS, SHOWN);
    }
}
