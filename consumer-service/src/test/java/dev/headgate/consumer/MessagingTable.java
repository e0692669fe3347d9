// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the comparison with Helidon's connector found, as JSON and as a table between the markers of
 * a page; the words around it stay. Only a whole table gets into the page.
 */
final class MessagingTable {

    private static final TablePlace PLACE =
            new TablePlace("table, written by make bench-messaging");

    private final Map<Line, Map<Contender, String>> cells = new EnumMap<>(Line.class);

    /** What is compared. */
    enum Line {
        ONE_BY_ONE("Records per second, a transaction each"),
        BATCHES("Records per second, batches of 1,000"),
        SLOW_OTHERS("Slow handler: 2,000 records of the other partition"),
        SLOW_AGAIN("Slow handler: its own records"),
        SLOW_MEMORY("Slow handler: heap, with 30,000 records of 1 KB waiting"),
        EXCEPTION("The handler throws at one of 1,000 records"),
        POISON("One of 1,000 records is no JSON, PostgreSQL refuses it"),
        DESERIALISER("The same, a deserialiser refuses it"),
        POSTGRES("PostgreSQL killed, back after 3 s"),
        BROKER("The broker killed, started again after 3 s"),
        STOP("Stopped in good order, started again"),
        KILL("The consumer killed, started again");

        private final String what;

        Line(String what) {
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    void put(Line line, Contender contender, String cell) {
        cells.computeIfAbsent(line, _ -> new EnumMap<>(Contender.class)).put(contender, cell);
        System.out.printf("%-60s %-24s %s%n", line.what(), contender.heading(), cell);
    }

    /** Writes the figures as JSON, and into the page if they are all there. */
    void write(Path page, String conditions) throws IOException {
        BenchmarkFigures.write(
                "messaging",
                conditions,
                cells.entrySet().stream()
                        .map(line ->
                                Map.<String, Object>of(
                                        "what", line.getKey().what(), "cells", line.getValue()))
                        .toList());
        if (cells.size() == Line.values().length) {
            Files.writeString(page, page(Files.readString(page), conditions));
        }
    }

    /** The page with this table in its place. */
    String page(String page, String conditions) {
        return PLACE.fill(page, table() + "\n" + conditions + "\n");
    }

    private String table() {
        var table = new StringBuilder();
        table.append(row("", Stream.of(Contender.values()).map(Contender::heading)));
        table.append("|---|").append("---|".repeat(Contender.values().length)).append('\n');
        for (Line line : Line.values()) {
            Map<Contender, String> row =
                    Objects.requireNonNull(cells.get(line), () -> "no figures: " + line.what());
            table.append(
                    row(
                            line.what(),
                            Stream.of(Contender.values())
                                    .map(contender -> cell(row, line, contender))));
        }
        return table.toString();
    }

    private static String cell(Map<Contender, String> row, Line line, Contender contender) {
        return Objects.requireNonNull(
                row.get(contender),
                () -> "no figures of " + contender.heading() + ": " + line.what());
    }

    private static String row(String what, Stream<String> cells) {
        return Stream.concat(Stream.of(what), cells)
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
