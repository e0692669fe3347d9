// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import dev.headgate.tail.SeenRecord;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line for people: time, place, type, key, data; for a dead letter the reason before the data.
 *
 * @param columns how wide a line may be
 * @param colours whether types and reasons are coloured
 * @param zone in which times are shown
 */
record TextLines(int columns, boolean colours, ZoneId zone) implements RecordPrinter {

    /** How wide a line is where nobody watches. */
    static final int COLUMNS_MAX = 1_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final String TYPE_COLOUR = "\033[36m";
    private static final String REASON_COLOUR = "\033[31m";
    private static final String NO_COLOUR = "\033[0m";
    private static final String NOTHING = "-";

    /** A piece of a line and its colour. */
    private record Piece(String text, String colour) {}

    @Override
    public String line(SeenRecord seen) {
        var pieces = new ArrayList<Piece>();
        plain(TIME.format(seen.at().atZone(zone)), pieces);
        plain(seen.topic() + "/" + seen.partition() + "@" + seen.offset(), pieces);
        pieces.add(new Piece(seen.type() == null ? NOTHING : seen.type(), TYPE_COLOUR));
        plain(seen.key() == null ? NOTHING : seen.key(), pieces);
        if (seen.reason() != null) {
            pieces.add(new Piece(seen.reason(), REASON_COLOUR));
        }
        return joined(pieces, data(seen));
    }

    private static void plain(String text, List<Piece> pieces) {
        pieces.add(new Piece(text, ""));
    }

    private static String data(SeenRecord seen) {
        if (seen.payload() == null) {
            return "(no data)";
        }
        return seen.whole() ? seen.payload() : seen.payload() + "…";
    }

    /** Nothing but the data may take more than a third of the line. */
    private String joined(List<Piece> pieces, String data) {
        var line = new StringBuilder();
        int left = columns;
        for (Piece piece : pieces) {
            String text = TerminalText.fit(piece.text(), Math.min(left, columns / 3));
            if (text.isEmpty()) {
                return line.toString().stripTrailing();
            }
            left -= TerminalText.width(text) + 1;
            boolean coloured = colours && !piece.colour().isEmpty();
            line.append(coloured ? piece.colour() + text + NO_COLOUR : text).append(' ');
        }
        line.append(TerminalText.fit(data, left));
        return line.toString().stripTrailing();
    }
}
