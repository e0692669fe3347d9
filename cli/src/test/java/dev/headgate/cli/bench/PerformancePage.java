// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import dev.headgate.cli.bench.BenchmarkResult.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes results into {@code docs/performance.md}: each table stands between the markers of its
 * benchmark and is replaced; the words around it stay. A benchmark without a result keeps its
 * table.
 */
final class PerformancePage {

    private PerformancePage() {}

    /** A column, which is left out if no line has a value. */
    private record Column(String heading, Function<Line, @Nullable String> value) {

        String alignment() {
            return heading.equals(WHAT) || heading.equals(LIMIT) ? "---" : "---:";
        }
    }

    private static final String WHAT = "What";
    private static final String LIMIT = "its limit";
    private static final List<Column> COLUMNS =
            List.of(
                    new Column(WHAT, Line::what),
                    new Column("connections", line -> text("%d", line.connections())),
                    new Column("per second", line -> text("%,.0f", line.perSecond())),
                    new Column("p50 ms", line -> text("%,.1f", line.p50Ms())),
                    new Column("p99 ms", line -> text("%,.1f", line.p99Ms())),
                    new Column("ratio", line -> text("%.2f", line.ratio())),
                    new Column(LIMIT, Line::limit),
                    new Column("lost", line -> text("%,d", line.lost())));

    /** Writes all results of a folder into the page: PAGE FOLDER. */
    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments[0]);
        var results = new ArrayList<BenchmarkResult>();
        try (var files = Files.newDirectoryStream(Path.of(arguments[1]), "*.json")) {
            for (Path file : files) {
                results.add(BenchmarkResult.read(file));
            }
        }
        Files.writeString(page, with(Files.readString(page), results));
    }

    /** The page with the tables of these results. */
    static String with(String page, List<BenchmarkResult> results) {
        String written = page;
        for (BenchmarkResult result : results) {
            written = PageTable.of(result.benchmark(), "make bench").in(written, table(result));
        }
        return written;
    }

    private static String table(BenchmarkResult result) {
        List<Column> columns =
                COLUMNS.stream()
                        .filter(column ->
                                result.lines().stream()
                                        .map(column.value())
                                        .anyMatch(Objects::nonNull))
                        .toList();
        var table = new StringBuilder();
        table.append(PageTable.row(columns.stream().map(Column::heading).toList()));
        table.append('|');
        columns.forEach(column -> table.append(column.alignment()).append('|'));
        table.append('\n');
        for (Line line : result.lines()) {
            table.append(
                    PageTable.row(
                            columns.stream()
                                    .map(column ->
                                            Objects.requireNonNullElse(
                                                    column.value().apply(line), ""))
                                    .toList()));
        }
        return table.append('\n').append(result.conditions()).append('\n').toString();
    }

    private static @Nullable String text(String format, @Nullable Object value) {
        return value == null ? null : String.format(Locale.ROOT, format, value);
    }
}
