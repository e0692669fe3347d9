// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

/** Text of others on one line of a terminal or a picture: nothing in it can steer the terminal. */
final class PlainText {

    private PlainText() {}

    /** The text without control characters, cut to so many characters. */
    static String of(String text, int lengthMax) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "\uFFFD");
        if (plain.codePointCount(0, plain.length()) <= lengthMax) {
            return plain;
        }
        return plain.substring(0, plain.offsetByCodePoints(0, lengthMax - 1)) + "…";
    }
}
