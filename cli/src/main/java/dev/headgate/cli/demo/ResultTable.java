// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table at the demonstration's end. */
final class ResultTable {

    private record Line(String what, String figure, String remark) {}

    private final List<Line> lines = new ArrayList<>();

    /** A table over what was sent and found. */
    static ResultTable of(Sent sent, Verdict verdict, Landing landing) {
        var table = new ResultTable();
        table.requests(sent);
        table.rows(verdict, landing);
        table.delays(sent, landing);
        return table;
    }

    private void requests(Sent sent) {
        add("sent", sent.started(), "events");
        add("accepted", sent.accepted().size(), "answered 202: Kafka holds them");
        add("refused", sent.refusedCount(), "invalid on purpose:");
        for (Map.Entry<String, Long> reason : sent.refused().entrySet()) {
            lines.add(new Line("", "", "  %d x %s".formatted(reason.getValue(), reason.getKey())));
        }
        add(
                "unknown",
                sent.unknownAnswers(),
                "answers cut off or left open, repeated with the same id");
        add(
                "not stored",
                sent.notStoredAnswers(),
                "requests refused for now (503) or not sent, repeated");
        add("repeated", sent.repeatedRequests(), "accepted events sent once more on purpose");
        add("unsettled", sent.unresolved().size(), "events without an outcome at the end");
    }

    private void rows(Verdict verdict, Landing landing) {
        add("rows", verdict.rows(), "in PostgreSQL");
        add("suppressed", landing.suppressed(), "repeats that a consumer kept out");
        add("dead letters", landing.deadLetters(), "");
        add("real events", verdict.realsFound(), "different ones, each equal to its input");
        add("lost", verdict.lost().size(), RowVerifier.named(verdict.lost()));
        add("duplicated", verdict.duplicated().size(), RowVerifier.named(verdict.duplicated()));
        add("changed", verdict.changed().size(), RowVerifier.named(verdict.changed()));
        add("foreign", verdict.foreign().size(), RowVerifier.named(verdict.foreign()));
    }

    private void delays(Sent sent, Landing landing) {
        var answer = sent.answerMicros();
        var due = sent.sinceIntendedMicros();
        lines.add(
                new Line(
                        "answer time",
                        millis(answer.getValueAtPercentile(50) / 1e3),
                        "p50, p99 " + millis(answer.getValueAtPercentile(99) / 1e3)));
        lines.add(
                new Line(
                        "since due",
                        millis(due.getValueAtPercentile(50) / 1e3),
                        "p50, p99 "
                                + millis(due.getValueAtPercentile(99) / 1e3)
                                + ": outages and repeats included"));
        lines.add(
                new Line(
                        "accept to row",
                        millis(landing.medianSeconds() * 1e3),
                        "p50, p99 " + millis(landing.p99Seconds() * 1e3) + ": outages included"));
    }

    private void add(String what, long figure, String remark) {
        lines.add(new Line(what, String.format(Locale.ROOT, "%,d", figure), remark));
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%,.1f ms" : "%,.0f ms", millis);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Line line : lines) {
            text.append(
                    "  %-14s %10s  %s"
                            .formatted(line.what(), line.figure(), line.remark())
                            .stripTrailing());
            text.append('\n');
        }
        return text.toString();
    }
}
