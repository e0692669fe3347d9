// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.soak;

import static dev.headgate.operator.soak.SoakResult.each;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of the run: its table is replaced, the words around it stay. */
final class SoakPage {

    private static final Pattern TABLE =
            Pattern.compile(
                    "(<!-- table of pipelines, written by make operator-soak -->\n).*?(<!-- end -->)",
                    Pattern.DOTALL);
    private static final List<String> HEADINGS =
            List.of(
                    "Pipelines",
                    "made at once",
                    "all ready, s",
                    "ready p50, s",
                    "ready p99, s",
                    "a change p50, ms",
                    "a change p99, ms",
                    "writes for one",
                    "reads for one",
                    "heap, MiB");
    private static final double BYTES_OF_MEBIBYTE = 1 << 20;
    private static final double MILLIS = 1_000;

    private SoakPage() {}

    /** The page with the table of this result. */
    static String with(String page, SoakResult result) {
        Matcher table = TABLE.matcher(page);
        if (!table.find()) {
            throw new IllegalArgumentException("the page has no place for the table");
        }
        return table.replaceFirst(
                Matcher.quoteReplacement(table.group(1) + table(result) + table.group(2)));
    }

    /** The table and the sentence below it. */
    static String table(SoakResult result) {
        var text = new StringBuilder();
        row(text, HEADINGS);
        text.append("|---:".repeat(HEADINGS.size())).append("|\n");
        for (SoakResult.Line line : result.lines()) {
            row(
                    text,
                    List.of(
                            number("%,.0f", line.pipelines()),
                            number("%,.0f", line.added()),
                            number("%,.1f", line.readySeconds()),
                            number("%,.1f", line.readyP50Millis() / MILLIS),
                            number("%,.1f", line.readyP99Millis() / MILLIS),
                            number("%,.0f", line.changeP50Millis()),
                            number("%,.0f", line.changeP99Millis()),
                            number("%,.1f", each(line, line.writes())),
                            number("%,.1f", each(line, line.reads())),
                            number("%,.1f", line.heapBytes() / BYTES_OF_MEBIBYTE)));
        }
        SoakResult.Rest rest = result.rest();
        return text.append(
                        String.format(
                                Locale.ROOT,
                                "%nThen %.1f minutes in which nothing changed: %d writes, %,d reads, %.1f s of"
                                        + " processor time. %s%n",
                                rest.minutes(),
                                rest.writes().size(),
                                rest.reads(),
                                rest.cpuSeconds(),
                                result.conditions()))
                .toString();
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String number(String format, Number value) {
        return String.format(Locale.ROOT, format, value.doubleValue());
    }
}
