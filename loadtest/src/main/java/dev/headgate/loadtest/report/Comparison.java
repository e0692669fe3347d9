// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.result.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Two results side by side, as text, with a warning of everything that makes them unlike. */
public final class Comparison {

    private static final int WORDS_MAX = 30;
    private static final double LENGTH_TOLERANCE = 0.05;
    private static final List<String> FIGURES =
            List.of(
                    "rate",
                    "events",
                    "errors",
                    "late",
                    "p50",
                    "p90",
                    "p99",
                    "p99.9",
                    "p99.99",
                    "max",
                    "service-p50",
                    "service-p99",
                    "service-max",
                    "row-p50",
                    "row-p99",
                    "row-max",
                    "lost",
                    "duplicated",
                    "changed",
                    "out-of-order",
                    "unexpected");

    private final LoadResult first;
    private final LoadResult second;

    private Comparison(LoadResult first, LoadResult second) {
        this.first = first;
        this.second = second;
    }

    /** The text; at most 100 columns wide. */
    public static String of(LoadResult first, LoadResult second) {
        var comparison = new Comparison(first, second);
        var text = new StringBuilder();
        var runs = new TextTable();
        comparison.run(runs, "A", first);
        comparison.run(runs, "B", second);
        text.append(runs.text()).append('\n').append(comparison.figures());
        List<String> differences = comparison.differences();
        if (!differences.isEmpty()) {
            text.append("\nThe runs are unlike, so their figures may not compare:\n");
            differences.forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    private void run(TextTable table, String name, LoadResult result) {
        table.row(
                name + "  " + PlainText.of(result.run().id(), WORDS_MAX),
                PlainText.of(result.run().startedAt(), WORDS_MAX),
                Finish.of(result).word());
    }

    private String figures() {
        var table = new TextTable().row("", "A", "B", "B - A", "");
        for (String name : FIGURES) {
            Metric metric = Metric.named(name);
            OptionalDouble a = metric.figure().apply(first);
            OptionalDouble b = metric.figure().apply(second);
            if (a.isPresent() && b.isPresent()) {
                double difference = b.getAsDouble() - a.getAsDouble();
                table.row(
                        name,
                        metric.show(a.getAsDouble()),
                        metric.show(b.getAsDouble()),
                        signed(metric, difference),
                        relative(a.getAsDouble(), difference));
            } else if (a.isPresent() || b.isPresent()) {
                table.row(name, shown(metric, a), shown(metric, b), "", "");
            }
        }
        return table.text();
    }

    private List<String> differences() {
        var lines = new ArrayList<String>();
        unlike(lines, "mode", first.run().mode(), second.run().mode());
        unlike(lines, "target", first.run().target(), second.run().target());
        double a = first.run().durationSeconds();
        double b = second.run().durationSeconds();
        if (Math.abs(a - b) > LENGTH_TOLERANCE * Math.max(a, b)) {
            unlike(lines, "lasted", Figures.seconds(a), Figures.seconds(b));
        }
        unlike(lines, "stopped early", stopped(first), stopped(second));
        unlike(
                lines,
                "processors",
                "" + first.machine().processors(),
                "" + second.machine().processors());
        unlike(
                lines,
                "memory",
                Figures.bytes(first.machine().memoryBytes()),
                Figures.bytes(second.machine().memoryBytes()));
        unlike(lines, "system", first.machine().system(), second.machine().system());
        unlike(lines, "Java", first.machine().java(), second.machine().java());
        var settings = new TreeSet<>(first.settings().keySet());
        settings.addAll(second.settings().keySet());
        for (String name : settings) {
            unlike(
                    lines,
                    name,
                    first.settings().getOrDefault(name, "not set"),
                    second.settings().getOrDefault(name, "not set"));
        }
        return lines;
    }

    private static String stopped(LoadResult result) {
        return result.run().interrupted() ? "yes" : "no";
    }

    private static void unlike(List<String> lines, String name, String a, String b) {
        if (!Objects.equals(a, b)) {
            lines.add(
                    "%s: %s, %s"
                            .formatted(
                                    PlainText.of(name, WORDS_MAX),
                                    PlainText.of(a, WORDS_MAX),
                                    PlainText.of(b, WORDS_MAX)));
        }
    }

    private static String shown(Metric metric, OptionalDouble value) {
        return value.isPresent() ? metric.show(value.getAsDouble()) : "-";
    }

    private static String signed(Metric metric, double difference) {
        if (difference == 0) {
            return "same";
        }
        return (difference < 0 ? "-" : "+") + metric.show(Math.abs(difference));
    }

    private static String relative(double before, double difference) {
        return before == 0 || difference == 0
                ? ""
                : String.format(Locale.ROOT, "%+.1f %%", 100 * difference / before);
    }
}
