// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of a panel, put together from left to right and never wider than its columns: what does
 * not fit is cut. Every character takes one column, since others are replaced.
 */
final class StyledLine {

    private static final int LATIN_TO = 0x250;
    private static final int DRAWING_FROM = 0x2500;
    private static final int DRAWING_TO = 0x25a0;
    private static final char SOFT_HYPHEN = '\u00ad';
    private static final char REPLACEMENT = '?';
    private static final char CUT = '~';

    private final int columns;
    private final List<Piece> pieces = new ArrayList<>();
    private int length;

    private record Piece(Style style, String text) {}

    StyledLine(int columns) {
        this.columns = columns;
    }

    /** Appends text, as far as there is room. */
    StyledLine add(Style style, String text) {
        String fitting = narrow(text);
        int room = columns - length;
        if (fitting.length() > room) {
            fitting = room < 1 ? "" : fitting.substring(0, room - 1) + CUT;
        }
        if (!fitting.isEmpty()) {
            pieces.add(new Piece(style, fitting));
            length += fitting.length();
        }
        return this;
    }

    /** Appends text. */
    StyledLine add(String text) {
        return add(Style.Plain, text);
    }

    /** Fills up with spaces to a column, counted from 0. */
    StyledLine to(int column) {
        return add(" ".repeat(Math.max(0, column - length)));
    }

    /** Columns that are left. */
    int room() {
        return columns - length;
    }

    /** The line without styles. */
    String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining()).stripTrailing();
    }

    /** The line with codes for its styles. */
    String ansi() {
        return pieces.stream()
                .map(piece -> piece.style.on(piece.text))
                .collect(Collectors.joining())
                .stripTrailing();
    }

    /** Text without control characters and without those that may take no column, or two. */
    static String narrow(String text) {
        var narrow = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> narrow.append(oneColumn(point) ? (char) point : REPLACEMENT));
        return narrow.toString();
    }

    private static boolean oneColumn(int point) {
        boolean latin = point < LATIN_TO && !Character.isISOControl(point) && point != SOFT_HYPHEN;
        return latin || (point >= DRAWING_FROM && point < DRAWING_TO);
    }
}
