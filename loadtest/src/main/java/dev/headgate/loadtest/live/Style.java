// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

/** How a piece of text looks on a terminal. */
enum Style {
    /** The terminal's own colour. */
    Plain(""),
    /** What matters most. */
    Strong("1"),
    /** What only names something. */
    Faint("2"),
    /** As it should be. */
    Good("32"),
    /** To be noticed. */
    Warning("33"),
    /** Wrong. */
    Bad("31"),
    /** Bars and curves. */
    Drawing("36");

    private static final String ESCAPE = "\u001b[";

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The text with what turns the style on and off. */
    String on(String text) {
        return code.isEmpty() || text.isBlank() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
    }
}
