// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a recording, line by line and within limits. For one file. */
final class TraceFileReader {

    static final int ROWS_MAX = 1_000_000;
    static final int LINE_CHARS_MAX = 32_768;

    /** So that a recording takes less than 50 MB of memory. */
    static final long WEIGHTS_MAX = 5_000_000;

    private static final int DAY_SECONDS = 86_400;
    private static final int END = -1;

    private final Path file;
    private final List<TraceFileRow> rows = new ArrayList<>();
    private int line;
    private boolean headed;
    private long weights;

    TraceFileReader(Path file) {
        this.file = file;
    }

    /** Two rows or more, rising by their seconds, all with as many weights. */
    List<TraceFileRow> rows() throws TraceFileException {
        try (Reader reader = Files.newBufferedReader(file)) {
            for (String text = next(reader); text != null; text = next(reader)) {
                if (!text.isEmpty() && !text.startsWith("#")) {
                    take(text.split(",", END));
                }
            }
        } catch (NoSuchFileException e) {
            throw new TraceFileException("There is no file %s.".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new TraceFileException(
                    "%s: after line %,d comes what is no text; save the file as CSV in UTF-8."
                            .formatted(file, line),
                    e);
        } catch (IOException e) {
            throw new TraceFileException(
                    "%s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
        if (rows.size() < 2) {
            throw new TraceFileException(
                    "%s has %s; give two or more, so that it is known how long each holds."
                            .formatted(file, rows.isEmpty() ? "no rows" : "one row"));
        }
        return rows;
    }

    private void take(String[] cells) throws TraceFileException {
        if (rows.isEmpty() && !headed && TraceFileRow.isHeading(cells)) {
            headed = true;
            return;
        }
        if (rows.size() == ROWS_MAX) {
            throw wrong(
                    "a trace has %,d rows at most; make each of more seconds.".formatted(ROWS_MAX));
        }
        TraceFileRow row;
        try {
            row = TraceFileRow.of(cells);
        } catch (IllegalArgumentException e) {
            throw new TraceFileException("%s:%d: %s".formatted(file, line, e.getMessage()), e);
        }
        if (!rows.isEmpty()) {
            compare(row);
        }
        weights += row.shares().length;
        if (weights > WEIGHTS_MAX) {
            throw wrong(
                    "the trace has more than %,d weights; make each row of more seconds."
                            .formatted(WEIGHTS_MAX));
        }
        rows.add(row);
    }

    private void compare(TraceFileRow row) throws TraceFileException {
        TraceFileRow before = rows.getLast();
        if (row.second() <= before.second()) {
            throw wrong(
                    "second %d does not come after %d; sort the rows by their first column."
                            .formatted(row.second(), before.second()));
        }
        if (row.shares().length != before.shares().length) {
            throw wrong(
                    "the row has weights of %d partitions and the one before it of %d; give all rows as many, or none."
                            .formatted(row.shares().length, before.shares().length));
        }
        if (row.second() - rows.getFirst().second() >= TraceFile.SECONDS_MAX) {
            throw wrong(
                    "second %d is more than %d days after the first row; give seconds, not milliseconds, and a shorter time."
                            .formatted(row.second(), TraceFile.SECONDS_MAX / DAY_SECONDS));
        }
    }

    /** The next line without spaces around it; null after the last. */
    private @Nullable String next(Reader reader) throws IOException, TraceFileException {
        int c = reader.read();
        if (c == END) {
            return null;
        }
        line++;
        var text = new StringBuilder();
        while (c != END && c != '\n') {
            if (text.length() == LINE_CHARS_MAX) {
                throw wrong(
                        "the line has more than %,d characters; each row has a line of its own."
                                .formatted(LINE_CHARS_MAX));
            }
            // Spreadsheets put a mark before the first character of a file.
            if (c != '\uFEFF' || line > 1) {
                text.append((char) c);
            }
            c = reader.read();
        }
        return text.toString().strip();
    }

    private TraceFileException wrong(String sentence) {
        return new TraceFileException("%s:%d: %s".formatted(file, line, sentence));
    }
}
