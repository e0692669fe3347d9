// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What the ingest service held in memory after each round of a soak.
 *
 * @param lines one for each round
 */
record IngestSoakResult(List<Line> lines) {

    /** A round in which everything has been used, and the two after it. */
    private static final int FROM = 1;

    private static final int ROUNDS = 3;

    /** What is used differs from round to round, and the machine has other users. */
    private static final double NOISE = 1.1;

    private static final double BYTES_OF_MEBIBYTE = 1 << 20;

    /**
     * After one round.
     *
     * @param accepted events so far
     * @param refused requests and events so far
     * @param heapBytes on the heap after a collection
     * @param otherBytes outside of it: classes, compiled code
     * @param residentBytes of the process, as the kernel counts them
     * @param threads of the operating system
     */
    record Line(
            long accepted,
            long refused,
            long heapBytes,
            long otherBytes,
            long residentBytes,
            int threads) {}

    IngestSoakResult {
        lines = List.copyOf(lines);
        if (lines.size() < FROM + 2 * ROUNDS) {
            throw new IllegalArgumentException(
                    "a soak needs at least %d rounds".formatted(FROM + 2 * ROUNDS));
        }
    }

    /** What must not be: one sentence each. */
    List<String> violations() {
        var violations = new ArrayList<String>();
        compare(violations, "the heap", Line::heapBytes);
        compare(violations, "memory outside the heap", Line::otherBytes);
        compare(violations, "resident memory", Line::residentBytes);
        compare(violations, "the number of threads", Line::threads);
        return violations;
    }

    private void compare(List<String> violations, String what, ToLongFunction<Line> figure) {
        long early = most(lines.subList(FROM, FROM + ROUNDS), figure);
        long late = most(lines.subList(lines.size() - ROUNDS, lines.size()), figure);
        if (late > early * NOISE) {
            violations.add("%s grew from %,d to %,d".formatted(what, early, late));
        }
    }

    private static long most(List<Line> lines, ToLongFunction<Line> figure) {
        return lines.stream().mapToLong(figure).max().orElseThrow();
    }

    /** The lines as a table of Markdown. */
    String table() {
        var table = new StringBuilder();
        table.append(
                PageTable.row(
                        List.of(
                                "After round",
                                "events",
                                "refused",
                                "heap, MiB",
                                "outside, MiB",
                                "resident, MiB",
                                "threads")));
        table.append("|---:|---:|---:|---:|---:|---:|---:|\n");
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            table.append(
                    PageTable.row(
                            List.of(
                                    "" + (i + 1),
                                    "%,d".formatted(line.accepted()),
                                    "%,d".formatted(line.refused()),
                                    mebibytes(line.heapBytes()),
                                    mebibytes(line.otherBytes()),
                                    mebibytes(line.residentBytes()),
                                    "" + line.threads())));
        }
        return table.append('\n').toString();
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / BYTES_OF_MEBIBYTE);
    }
}
